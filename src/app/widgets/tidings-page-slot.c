/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a page that is made when it is first shown, once what it shows can be read. */
#include "config.h"

#include "tidings-page-slot.h"

#include <glib/gi18n.h>

/* Who waits shorter than this does not want to read anything. */
#define SPINNER_AFTER_MS 1000
/* After so long something is in the way. */
#define REASON_AFTER_MS 10000

struct _TidingsPageSlot {
  AdwBin parent_instance;

  TidingsClient *client;
  GType page_type;
  GtkWidget *page;
  guint wait_id;
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_PAGE_TYPE,
  PROP_PAGE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsPageSlot, tidings_page_slot, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void
stop_waiting (TidingsPageSlot *self)
{
  if (self->wait_id != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->wait_id);
  self->wait_id = 0;
}

static void
wait_for (TidingsPageSlot  *self,
          guint             ms,
          TidingsClockFunc  func)
{
  TidingsClock *clock = tidings_client_get_clock (self->client);

  stop_waiting (self);
  self->wait_id = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + ms, func, self);
}

static void
show_status (TidingsPageSlot *self,
             const char      *icon,
             const char      *title,
             const char      *description,
             GtkWidget       *child)
{
  g_autofree char *markup = g_markup_escape_text (description, -1);
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (status), markup);
  adw_status_page_set_child (ADW_STATUS_PAGE (status), child);
  adw_bin_set_child (ADW_BIN (self), status);
}

static void
reason_cb (gpointer user_data)
{
  TidingsPageSlot *self = user_data;

  self->wait_id = 0;
  show_status (self, "tidings-dots-symbolic", _("Still Waiting"),
               _("Another program holds what Tidings has stored. This page opens as soon as it lets go"), NULL);
}

static void
spinner_cb (gpointer user_data)
{
  TidingsPageSlot *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *spinner = g_object_new (GTK_TYPE_SPINNER, "spinning", TRUE, "width-request", 32, "height-request", 32,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->wait_id = 0;
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "label", _("Loading…"),
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), box);
  wait_for (self, REASON_AFTER_MS - SPINNER_AFTER_MS, reason_cb);
}

static void
try_again_cb (TidingsPageSlot *self)
{
  /* The button goes while it is clicked if all is well now. */
  g_object_ref (self);
  tidings_client_look_again (self->client);
  g_object_unref (self);
}

static void
show_trouble (TidingsPageSlot *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Try Again"));
  g_autofree char *trouble = NULL;

  stop_waiting (self);
  g_object_get (self->client, "store-trouble", &trouble, NULL);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (try_again_cb), self, G_CONNECT_SWAPPED);
  show_status (self, "tidings-error-symbolic", _("Cannot Read What Is Stored"), trouble, button);
}

static TidingsStoreState
get_store_state (TidingsPageSlot *self)
{
  int state = 0;

  g_object_get (self->client, "store-state", &state, NULL);

  return state;
}

static void
make_page (TidingsPageSlot *self)
{
  stop_waiting (self);
  self->page = g_object_new (self->page_type, "client", self->client, NULL);
  adw_bin_set_child (ADW_BIN (self), self->page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

/* What a slot shows that is seen but has no page yet. */
static void
show_state (TidingsPageSlot *self)
{
  switch (get_store_state (self))
    {
    case TIDINGS_STORE_STATE_WAITING:
      adw_bin_set_child (ADW_BIN (self), NULL);
      wait_for (self, SPINNER_AFTER_MS, spinner_cb);
      break;
    case TIDINGS_STORE_STATE_UNREADABLE:
      show_trouble (self);
      break;
    default:
      make_page (self);
    }
}

static void
store_state_cb (TidingsPageSlot *self)
{
  if (self->page == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_state (self);
}

static void
tidings_page_slot_map (GtkWidget *widget)
{
  TidingsPageSlot *self = TIDINGS_PAGE_SLOT (widget);

  if (self->page == NULL && self->client != NULL)
    show_state (self);

  GTK_WIDGET_CLASS (tidings_page_slot_parent_class)->map (widget);
}

static void
set_client (TidingsPageSlot *self,
            TidingsClient   *client)
{
  if (!g_set_object (&self->client, client))
    return;

  g_signal_connect_object (client, "notify::store-state", G_CALLBACK (store_state_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_page_slot_dispose (GObject *object)
{
  TidingsPageSlot *self = TIDINGS_PAGE_SLOT (object);

  stop_waiting (self);
  self->page = NULL;
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_page_slot_parent_class)->dispose (object);
}

static void
tidings_page_slot_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsPageSlot *self = TIDINGS_PAGE_SLOT (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_PAGE_TYPE:
      g_value_set_gtype (value, self->page_type);
      break;
    case PROP_PAGE:
      g_value_set_object (value, self->page);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_page_slot_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  TidingsPageSlot *self = TIDINGS_PAGE_SLOT (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (self, g_value_get_object (value));
      break;
    case PROP_PAGE_TYPE:
      self->page_type = g_value_get_gtype (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_page_slot_class_init (TidingsPageSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_page_slot_dispose;
  object_class->get_property = tidings_page_slot_get_property;
  object_class->set_property = tidings_page_slot_set_property;
  GTK_WIDGET_CLASS (klass)->map = tidings_page_slot_map;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, both | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_PAGE_TYPE] = g_param_spec_gtype ("page-type", NULL, NULL, GTK_TYPE_WIDGET, both);
  properties[PROP_PAGE] = g_param_spec_object ("page", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_page_slot_init (TidingsPageSlot *self)
{
}

GtkWidget *
tidings_page_slot_get_page (TidingsPageSlot *self)
{
  TidingsStoreState state = TIDINGS_STORE_STATE_NOTHING;

  g_return_val_if_fail (TIDINGS_IS_PAGE_SLOT (self), NULL);

  if (self->page != NULL || self->client == NULL)
    return self->page;

  state = get_store_state (self);
  if (state == TIDINGS_STORE_STATE_NOTHING || state == TIDINGS_STORE_STATE_READABLE)
    make_page (self);

  return self->page;
}
