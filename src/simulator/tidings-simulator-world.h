/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulated account is and has; tests build any situation out of it through the control paths. */
#pragma once

#include <json-glib/json-glib.h>

#include "tidings-simulator.h"

G_BEGIN_DECLS

/** SimKeyKind: what an API key may do (reference, section 1.1) */
typedef enum {
  SIM_KEY_MAIN,
  SIM_KEY_STANDARD,
  SIM_KEY_RESTRICTED,
} SimKeyKind;

/* An API key; @permissions (names of routes, see sim_routes) count for a restricted one only. */
typedef struct {
  char *sid;
  char *secret;
  SimKeyKind kind;
  char **permissions;
} SimKey;

typedef struct {
  char *kind;               /* Full or Trial */
  char *state;              /* active, suspended, closed */
  char *owner;              /* AC… of the account above, NULL for none */
  char *name;
  char *region;             /* where the credentials belong */
  char *host_region;        /* which region's host this address plays */
  char *currency;
  gint64 first_micros;      /* what it had before its first text */
  guint concurrency_limit;  /* requests at once, 0 for any number, as of the others */
  guint daily_limit;        /* texts a GMT day */
  guint scheduled_limit;    /* texts that wait for their moment */
  gboolean drops_schedule;  /* SendAt is read and forgotten: the text goes at once */
} SimAccount;

/** SimNumberType: numbers are the rows of the table of their names */
typedef enum {
  SIM_NUMBER_LOCAL,
  SIM_NUMBER_MOBILE,
  SIM_NUMBER_NATIONAL,
  SIM_NUMBER_TOLL_FREE,
  SIM_NUMBER_SHORT_CODE,
  SIM_N_NUMBER_TYPES
} SimNumberType;

/* A number or short code of the account. */
typedef struct {
  char *sid;                /* PN… or SC… */
  char *number;             /* E.164, or the digits of a short code */
  char *name;
  char *country;            /* ISO 3166-1 alpha-2 */
  SimNumberType type;
  gboolean can_voice;
  gboolean can_text;
  gboolean can_mms;
  gboolean is_registered;   /* for texts to the US: a campaign of its own */
  char *toll_free;          /* state of the toll-free verification, NULL for none handed in */
  char *rejection_reason;
  char *sms_url;
  char *sms_method;
  char *fallback_url;
  char *status_callback;
} SimNumber;

/* A name in a service's pool. */
typedef struct {
  char *sid;                /* AI… */
  char *name;
} SimName;

typedef struct {
  char *sid;
  char *name;
  GPtrArray *numbers;       /* borrowed SimNumber */
  GPtrArray *names;         /* owned SimName */
  char *inbound_url;        /* NULL for none */
  char *inbound_method;
  char *fallback_url;
  char *status_callback;
  gboolean uses_number_webhook;
  gboolean is_smart;
  gboolean is_sticky;
  char *campaign;           /* IN_PROGRESS, VERIFIED, FAILED; NULL for none */
  char *campaign_error;     /* why it failed */
} SimService;

/* What a lookup says of a line; NULL and 0 for what libphonenumber says. */
typedef struct {
  char *type;
  char *carrier;
  char *mcc;
  char *mnc;
  int error_code;
  gboolean has_valid;
  gboolean is_valid;
} SimLine;

typedef struct {
  char *country;
  char *carrier;
  char *mcc;
  char *mnc;
  char *number_type;        /* as Twilio spells it */
  gint64 micros;            /* of one part */
  gboolean is_inbound;
} SimPrice;

/* A number that a person verified, or is about to. */
typedef struct {
  char *sid;
  char *number;
  char *name;
  gint64 listed_at;         /* when the person has keyed in the code */
} SimCallerId;

typedef struct {
  char *sid;
  char *name;
  guint code_length;
  gint64 lifetime_ms;
} SimVerifyService;

/* What the account is and has. Made new at each start: a journal keeps texts and phones only. */
typedef struct {
  SimAccount account;
  GPtrArray *keys;              /* owned SimKey */
  GPtrArray *numbers;           /* owned SimNumber */
  GPtrArray *services;          /* owned SimService */
  GHashTable *closed_countries; /* set of owned ISO codes that get no texts */
  GHashTable *locked_countries; /* set of owned ISO codes that only the console may open */
  GHashTable *registered_names; /* set of owned "name, blank, ISO code" */
  GHashTable *lines;            /* owned number → owned SimLine */
  GPtrArray *prices;            /* owned SimPrice */
  GPtrArray *caller_ids;        /* owned SimCallerId, listed or not */
  GPtrArray *verify_services;   /* owned SimVerifyService */
  GArray *paid_lookups;         /* of gint64: when each was asked for */
} SimWorld;

SimWorld         *sim_world_new                 (void);
void              sim_world_free                (SimWorld         *world);

/** sim_world_add_number: @sid: (transfer full); Returns: (transfer none): a number that can voice, text and send pictures, registered */
SimNumber        *sim_world_add_number          (SimWorld         *world,
                                                 char             *sid,
                                                 const char       *number,
                                                 const char       *country,
                                                 SimNumberType     type);
/** sim_world_remove_number: also takes it out of all pools */
void              sim_world_remove_number       (SimWorld         *world,
                                                 SimNumber        *number);
/** sim_world_find_number: @id: E.164, digits of a short code, PN… or SC…. Returns: (nullable) */
SimNumber        *sim_world_find_number         (SimWorld         *world,
                                                 const char       *id);
/** sim_world_add_service: @sid: (transfer full). Returns: (transfer none): a service with an empty pool and a verified campaign */
SimService       *sim_world_add_service         (SimWorld         *world,
                                                 char             *sid);
/** sim_world_find_service: Returns: (nullable): the service of that SID */
SimService       *sim_world_find_service        (SimWorld         *world,
                                                 const char       *sid);
/** sim_world_find_service_of: Returns: (nullable): the service that @number belongs to */
SimService       *sim_world_find_service_of     (SimWorld         *world,
                                                 const SimNumber  *number);
/** sim_service_has_sender: Returns: whether @id, a number, short code or name, is in its pool */
gboolean          sim_service_has_sender        (const SimService *service,
                                                 const char       *id);
/** sim_world_find_key: Returns: (nullable): the key of that SID */
SimKey           *sim_world_find_key            (SimWorld         *world,
                                                 const char       *sid);
/** sim_world_find_line: Returns: (nullable): what was told of the line */
const SimLine    *sim_world_find_line           (SimWorld         *world,
                                                 const char       *number);
/** sim_world_find_caller_id: @id: E.164 or PN…. Returns: (nullable): listed by @now or not */
SimCallerId      *sim_world_find_caller_id      (SimWorld         *world,
                                                 const char       *id);
/** sim_world_find_verify_service: Returns: (nullable): the service of that SID */
SimVerifyService *sim_world_find_verify_service (SimWorld         *world,
                                                 const char       *sid);
/** sim_world_is_trial: Returns: whether the account is a trial */
gboolean          sim_world_is_trial            (SimWorld         *world);
/** sim_world_get_price: what one part costs to @country and the line's network. Returns: millionths, positive */
gint64            sim_world_get_price           (SimWorld         *world,
                                                 const char       *country,
                                                 const SimLine    *line,
                                                 const char       *sender);

void              sim_key_free                  (SimKey           *key);
void              sim_number_free               (SimNumber        *number);
void              sim_name_free                 (SimName          *name);
void              sim_service_free              (SimService       *service);
void              sim_line_free                 (SimLine          *line);
void              sim_price_free                (SimPrice         *price);
void              sim_caller_id_free            (SimCallerId      *caller_id);
void              sim_verify_service_free       (SimVerifyService *service);

/** sim_number_type_to_string: Returns: the name that the resources use (`tollfree`) */
const char       *sim_number_type_to_string     (SimNumberType     type);
/** sim_number_type_to_price: Returns: the name that prices use (`toll free`) */
const char       *sim_number_type_to_price      (SimNumberType     type);
/** sim_number_type_from_string: @text: `local`, `mobile`, `national`, `tollfree`, `shortcode`. Returns: %FALSE for anything else */
gboolean          sim_number_type_from_string   (const char       *text,
                                                 SimNumberType    *type);

G_END_DECLS
