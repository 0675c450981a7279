/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the client's files share: one speaks with the agent, one keeps its status, one looks into the store. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

struct _TidingsClient {
  GObject parent_instance;

  TidingsClock *clock;
  GCancellable *cancellable;
  TidingsBusAgent1 *proxy;
  GVariant *status;            /* a{sv}, never NULL */
  TidingsAgentState agent_state;

  char *path;
  TidingsStore *store;
  guint64 store_device;        /* what the open store is: another file may have taken its place */
  guint64 store_inode;
  TidingsStoreState store_state;
  char *store_trouble;
  guint look_id;               /* the clock's call that looks again */
  GListStore *people;
  GListStore *reminders;

  guint n_retries;             /* since the last answer */
  guint is_asking : 1;
  guint ask_again : 1;
};

enum {
  PROP_0,
  PROP_AGENT_STATE,
  PROP_IS_READY,
  PROP_STORE,
  PROP_STORE_STATE,
  PROP_STORE_TROUBLE,
  PROP_IS_PRACTICE,
  PROP_IS_PAUSED,
  PROP_MODE,
  PROP_ACCOUNT_SID,
  PROP_ACCOUNT_NAME,
  PROP_ACCOUNT_KIND,
  PROP_ACCOUNT_STATE,
  PROP_SENDER,
  PROP_KEYRING,
  PROP_IS_ONLINE,
  PROP_BALANCE,
  PROP_CURRENCY,
  PROP_BALANCE_AT,
  PROP_DAY_USED,
  PROP_DAY_CAP,
  PROP_MONTH_USED,
  PROP_MONTH_CAP,
  PROP_SPENT,
  PROP_RESERVED,
  PROP_BUDGET,
  PROP_DAY_SPENT,
  PROP_DAY_BUDGET,
  PROP_FORECAST_AT,
  PROP_FORECAST_WHAT,
  PROP_FORECAST_TEXTS,
  PROP_FORECAST_PRICE,
  PROP_NEXT_AT,
  PROP_NEXT_WHAT,
  PROP_N_HELD,
  PROP_N_QUEUED,
  PROP_N_IN_DOUBT,
  PROP_PAUSED_UNTIL,
  PROP_USAGE_AT,
  PROP_USAGE_TODAY_TEXTS,
  PROP_USAGE_TODAY_PRICE,
  PROP_USAGE_MONTH_TEXTS,
  PROP_USAGE_MONTH_PRICE,
  PROP_WEBHOOK,
  PROP_WEBHOOK_TROUBLE,
  PROP_WEBHOOK_LISTEN,
  PROP_WEBHOOK_INBOUND_URL,
  PROP_PRACTICE_AHEAD,
  PROP_PRACTICE_UNTIL,
  PROP_PRACTICE_NEXT,
  PROP_PRACTICE_NEXT_WHAT,
  PROP_STORE_NOTE,
  PROP_VERSION,
  N_PROPS
};

extern GParamSpec *tidings_client_properties[N_PROPS];

/* tidings-client-status.c */

/** tidings_client_install_status: makes the properties that show an entry of GetStatus */
void     tidings_client_install_status  (GParamSpec    **pspecs);
/** tidings_client_take_status: (transfer full): keeps what the agent answered, and notifies what differs from before */
void     tidings_client_take_status     (TidingsClient  *self,
                                         GVariant       *status);
/** tidings_client_get_status_field: fills @value for the property, with its default where the agent says nothing */
void     tidings_client_get_status_field (TidingsClient *self,
                                          guint          prop_id,
                                          GValue        *value);
/** tidings_client_get_is_practice: Returns: whether no account is connected, as far as is known */
gboolean tidings_client_get_is_practice (TidingsClient  *self);
/** tidings_client_get_is_paused: Returns: whether a pause lasts at this moment */
gboolean tidings_client_get_is_paused   (TidingsClient  *self);

/** tidings_client_follow_practice_time: puts the clock where the household's is, as the agent says, or the store until it has */
void     tidings_client_follow_practice_time (TidingsClient *self);

/* tidings-client-store.c */

/** tidings_client_ensure_store: opens the store if it can be, or anew if another file took its place, and reads all of it then */
void     tidings_client_ensure_store    (TidingsClient  *self);
/** tidings_client_reload_people: brings the list of people up to the store */
void     tidings_client_reload_people   (TidingsClient  *self);
/** tidings_client_reload_reminders: brings the list of reminders up to the store */
void     tidings_client_reload_reminders (TidingsClient *self);
/** tidings_client_reload_types: brings people's own alert types in the catalog up to the store */
void     tidings_client_reload_types    (TidingsClient  *self);
/** tidings_client_reload_all: ensures the store, and brings all lists up to it */
void     tidings_client_reload_all      (TidingsClient  *self);
/** tidings_client_forget_store: lets go of the store and of what was read from it */
void     tidings_client_forget_store    (TidingsClient  *self);

G_END_DECLS
