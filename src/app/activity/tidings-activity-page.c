/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Activity. */
#include "config.h"

#include "tidings-activity-page.h"

#include <glib/gi18n.h>

#include "tidings-activity-bar.h"
#include "tidings-activity-day.h"
#include "tidings-activity-export.h"
#include "tidings-activity-filter.h"
#include "tidings-activity-place.h"
#include "tidings-attention.h"
#include "tidings-box-model.h"
#include "tidings-message-days.h"
#include "tidings-store-messages.h"
#include "tidings-widgets.h"

/* A second without an answer is long. */
#define PATIENCE_MS 1000
/* The list counts no further. */
#define MANY 100

struct _TidingsActivityPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsActivityFilter *filter;
  TidingsMessageList *messages;
  TidingsMessageDays *days;
  TidingsAttention *attention;
  TidingsActivityPlace *place;    /* what stays where it is while rows come and go */
  guint patience_call;

  GtkWidget *search_bar;
  GtkEditable *search_entry;
  GtkWidget *bar;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkWidget *scroller;
  GtkLabel *failed_label;
  GtkLabel *found_label;
  GtkBox *days_box;
  GtkButton *new_button;
  GtkWidget *newer_button;
  GtkWidget *older_button;
  AdwStatusPage *error_page;
  GtkWidget *export_strip;

  guint search_mode : 1;
  guint is_stale : 1;             /* something changed while nobody looked */
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_SEARCH_MODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsActivityPage, tidings_activity_page, ADW_TYPE_BIN)

static gint64
get_now (TidingsActivityPage *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static void
show_error (TidingsActivityPage *self,
            const GError        *error)
{
  g_autofree char *words = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* Where one is among many: said for what was looked for, which is not to be counted on the way. */
static void
tell_found (TidingsActivityPage *self,
            gboolean             is_active)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  g_autofree char *words = NULL;
  gboolean has_newer = FALSE, has_more = FALSE;

  g_object_get (self->messages, "has-newer", &has_newer, "has-more", &has_more, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->found_label), is_active);
  if (!is_active)
    return;

  words = has_newer || has_more ? g_strdup_printf (ngettext ("More than %u text found", "More than %u texts found", n_items), n_items)
                                : g_strdup_printf (ngettext ("%u text found", "%u texts found", n_items), n_items);
  tidings_announce (self->found_label, words);
}

static void
show_ends (TidingsActivityPage *self)
{
  gboolean has_newer = FALSE, has_more = FALSE;
  guint n_new = 0;

  g_object_get (self->messages, "has-newer", &has_newer, "has-more", &has_more, "n-new", &n_new, NULL);
  gtk_widget_set_visible (self->older_button, has_more);
  gtk_widget_set_visible (self->newer_button, has_newer);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), n_new > 0);
  if (n_new > 0)
    {
      /* Translators: texts that came while one reads further down */
      g_autofree char *words = n_new < MANY ? g_strdup_printf (ngettext ("%u New", "%u New", n_new), n_new)
                                                             : g_strdup (_("Many New"));

      gtk_button_set_label (self->new_button, words);
    }
}

static void
show_outcome (TidingsActivityPage *self)
{
  gboolean is_active = FALSE;
  guint n_groups = 0;

  g_object_get (self->filter, "is-active", &is_active, NULL);
  if (self->messages != NULL)
    {
      n_groups = g_list_model_get_n_items (tidings_message_days_list (self->days));
      show_ends (self);
      tell_found (self, is_active);
    }

  if (n_groups > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (self->messages != NULL && is_active)
    gtk_stack_set_visible_child_name (self->stack, "no-results");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
patience_cb (gpointer user_data)
{
  TidingsActivityPage *self = user_data;

  self->patience_call = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_spinner_start (self->spinner);
}

static void
stop_waiting (TidingsActivityPage *self)
{
  if (self->patience_call != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->patience_call);
  self->patience_call = 0;
  gtk_spinner_stop (self->spinner);
}

static void
busy_cb (TidingsActivityPage *self)
{
  gboolean is_busy = FALSE;

  g_object_get (self->messages, "is-busy", &is_busy, NULL);
  if (!is_busy)
    stop_waiting (self);
  else if (self->patience_call == 0)
    self->patience_call = tidings_clock_call_at (tidings_client_get_clock (self->client), get_now (self) + PATIENCE_MS,
                                                 patience_cb, self);
}

/* Replies have no state and no kind, and no index of words: they stand among all texts, and among those of a person. */
static void
choose_replies (TidingsActivityPage        *self,
                const TidingsMessageFilter *filter)
{
  TidingsPerson *person = filter->person_id != 0 ? tidings_client_find_person (self->client, filter->person_id) : NULL;
  gboolean shows = filter->search == NULL && filter->states == 0 && filter->type == NULL && filter->since == 0 &&
                   filter->until == 0 && (filter->person_id == 0 || person != NULL);

  tidings_message_days_show_replies (self->days, tidings_client_get_store (self->client), shows,
                                     person != NULL ? person->number : NULL);
}

static GtkAdjustment *
get_adjustment (TidingsActivityPage *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

/* The message at @position of the list, 0 where there is none. */
static gint64
get_message_id (TidingsActivityPage *self,
                guint                position)
{
  g_autoptr(TidingsMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages), position);

  return message != NULL ? message->id : 0;
}

/* After the list has gone to another place: where the keyboard and the eye are. */
static void
arrive (TidingsActivityPage *self,
        TidingsMessagePlace  place)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  GtkWidget *row = NULL;

  show_outcome (self);
  if (place == TIDINGS_MESSAGE_PLACE_NEWEST)
    {
      gtk_adjustment_set_value (get_adjustment (self), 0);
      g_object_set (self->messages, "is-following", TRUE, NULL);
      row = tidings_activity_place_find_row (self->place, get_message_id (self, 0));
    }
  else if (place == TIDINGS_MESSAGE_PLACE_OLDEST && n_items > 0)
    row = tidings_activity_place_find_row (self->place, get_message_id (self, n_items - 1));

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

typedef struct {
  TidingsActivityPage *page;
  TidingsMessagePlace place;
  gboolean is_new;  /* what is looked for, and so where one is goes on from the search entry */
} Look;

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr(TidingsActivityPage) self = look->page;
  g_autoptr(GError) error = NULL;
  gboolean is_done = tidings_message_list_look_finish (TIDINGS_MESSAGE_LIST (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || object != G_OBJECT (self->messages))
    return;

  if (!is_done)
    show_error (self, error);
  else if (look->is_new || look->place == TIDINGS_MESSAGE_PLACE_SAME)
    show_outcome (self);
  else
    arrive (self, look->place);
}

static void
look_in_thread (TidingsActivityPage        *self,
                const TidingsMessageFilter *filter,
                TidingsMessagePlace         place)
{
  Look *look = g_new0 (Look, 1);

  look->page = g_object_ref (self);
  look->place = place;
  look->is_new = filter != NULL;
  tidings_message_list_look_async (self->messages, filter, place, looked_cb, look);
}

/* All messages are read at once, a page by its key; with words and filters it may take longer. */
static void
go (TidingsActivityPage *self,
    TidingsMessagePlace  place)
{
  g_autoptr(GError) error = NULL;
  gboolean is_active = FALSE;
  guint n_items = self->messages != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->messages)) : 0;

  if (n_items == 0)
    return;

  g_object_get (self->filter, "is-active", &is_active, NULL);
  if (place == TIDINGS_MESSAGE_PLACE_OLDER)
    tidings_activity_place_keep (self->place, get_message_id (self, n_items - 1));
  else if (place == TIDINGS_MESSAGE_PLACE_NEWER)
    tidings_activity_place_keep (self->place, get_message_id (self, 0));
  else
    tidings_activity_place_forget (self->place);

  if (is_active)
    look_in_thread (self, NULL, place);
  else if (tidings_message_list_go (self->messages, place, &error))
    arrive (self, place);
  else
    show_error (self, error);
}

static void
refresh (TidingsActivityPage *self)
{
  g_autoptr(GError) error = NULL;
  gboolean is_active = FALSE, is_busy = FALSE;

  self->is_stale = FALSE;
  g_object_get (self->filter, "is-active", &is_active, NULL);
  g_object_get (self->messages, "is-busy", &is_busy, NULL);
  if (is_busy)
    return;

  if (is_active)
    look_in_thread (self, NULL, TIDINGS_MESSAGE_PLACE_SAME);
  else if (!tidings_message_list_refresh (self->messages, &error))
    show_error (self, error);
  else
    {
      tidings_message_days_refresh (self->days);
      show_outcome (self);
    }
}

static void
look_anew (TidingsActivityPage *self)
{
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { 0 };
  gboolean is_active = FALSE;

  if (self->messages == NULL)
    {
      show_outcome (self);
      return;
    }

  tidings_activity_place_forget (self->place);
  g_object_get (self->filter, "is-active", &is_active, NULL);
  tidings_activity_filter_fill (self->filter, get_now (self), &filter);
  choose_replies (self, &filter);
  g_object_set (self->messages, "is-following", TRUE, NULL);
  gtk_adjustment_set_value (get_adjustment (self), 0);
  if (is_active)
    look_in_thread (self, &filter, TIDINGS_MESSAGE_PLACE_NEWEST);
  else if (tidings_message_list_set_filter (self->messages, &filter, &error))
    {
      tidings_message_days_refresh (self->days);
      show_outcome (self);
    }
  else
    show_error (self, error);
}

/* What is said aloud where the badge of the switcher is silent. */
static void
tell_failed (TidingsActivityPage *self)
{
  g_autofree char *words = NULL;
  guint n_failed = 0;

  g_object_get (self->attention, "count", &n_failed, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->failed_label), n_failed > 0);
  if (n_failed == 0)
    return;

  words = g_strdup_printf (ngettext ("%u text failed since you last looked", "%u texts failed since you last looked", n_failed),
                           n_failed);
  tidings_announce (self->failed_label, words);
}

static void
messages_changed_cb (TidingsActivityPage *self)
{
  gboolean is_mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (is_mapped)
    tidings_attention_note_seen (self->attention);
  if (self->messages == NULL)
    return;

  if (is_mapped)
    refresh (self);
  else
    self->is_stale = TRUE;
}

static void
scrolled_cb (TidingsActivityPage *self)
{
  guint n_new = 0;

  if (self->messages == NULL)
    return;

  /* Whoever reads further down is not to be moved; at the top, what comes is to be seen. */
  g_object_get (self->messages, "n-new", &n_new, NULL);
  g_object_set (self->messages, "is-following", n_new == 0 && gtk_adjustment_get_value (get_adjustment (self)) < 1, NULL);
}

static void
store_changed_cb (TidingsActivityPage *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);

  stop_waiting (self);
  tidings_activity_place_forget (self->place);
  tidings_box_bind_model (self->days_box, NULL, NULL, NULL);
  g_clear_object (&self->days);
  g_clear_object (&self->messages);

  if (store != NULL)
    {
      self->messages = tidings_message_list_new (store);
      self->days = tidings_message_days_new (G_LIST_MODEL (self->messages), tidings_client_get_clock (self->client));
      g_settings_bind (self->settings, "hide-text", self->days, "hide-text", G_SETTINGS_BIND_GET);
      g_signal_connect_object (self->messages, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
      tidings_box_bind_model (self->days_box, tidings_message_days_list (self->days), tidings_activity_day_new, self->client);
    }

  look_anew (self);
}

static void
search_changed_cb (TidingsActivityPage *self)
{
  g_object_set (self->filter, "search", gtk_editable_get_text (self->search_entry), NULL);
}

static void
remove_filters_cb (TidingsActivityPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  tidings_activity_filter_clear (self->filter);
}

static void
older_clicked_cb (TidingsActivityPage *self)
{
  go (self, TIDINGS_MESSAGE_PLACE_OLDER);
}

static void
newer_clicked_cb (TidingsActivityPage *self)
{
  go (self, TIDINGS_MESSAGE_PLACE_NEWER);
}

static void
new_clicked_cb (TidingsActivityPage *self)
{
  go (self, TIDINGS_MESSAGE_PLACE_NEWEST);
}

static void
try_again_cb (TidingsActivityPage *self)
{
  look_anew (self);
}

static void
search_for_action_cb (GtkWidget  *widget,
                      const char *action,
                      GVariant   *parameter)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (widget);

  tidings_activity_filter_clear (self->filter);
  g_object_set (self, "search-mode", TRUE, NULL);
  gtk_editable_set_text (self->search_entry, g_variant_get_string (parameter, NULL));
  gtk_editable_set_position (self->search_entry, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
newest_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  go (TIDINGS_ACTIVITY_PAGE (widget), TIDINGS_MESSAGE_PLACE_NEWEST);
}

static void
oldest_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  go (TIDINGS_ACTIVITY_PAGE (widget), TIDINGS_MESSAGE_PLACE_OLDEST);
}

static void
export_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  tidings_activity_export_open (TIDINGS_ACTIVITY_EXPORT (TIDINGS_ACTIVITY_PAGE (widget)->export_strip));
}

static void
set_client (TidingsActivityPage *self,
            TidingsClient       *client)
{
  if (!g_set_object (&self->client, client))
    return;

  self->attention = tidings_attention_new (client, self->settings);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (messages_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  tidings_activity_bar_set_filter (TIDINGS_ACTIVITY_BAR (self->bar), client, self->filter);
  tidings_activity_export_set_filter (TIDINGS_ACTIVITY_EXPORT (self->export_strip), client, self->filter);
  store_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_activity_page_map (GtkWidget *widget)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (widget);

  GTK_WIDGET_CLASS (tidings_activity_page_parent_class)->map (widget);

  if (self->client == NULL)
    return;
  tell_failed (self);
  tidings_attention_note_seen (self->attention);
  if (self->is_stale && self->messages != NULL)
    refresh (self);
}

static void
tidings_activity_page_dispose (GObject *object)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  if (self->client != NULL && self->patience_call != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->patience_call);
  self->patience_call = 0;
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->place);
  g_clear_object (&self->days);
  g_clear_object (&self->messages);
  g_clear_object (&self->filter);
  g_clear_object (&self->attention);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_activity_page_parent_class)->dispose (object);
}

static void
tidings_activity_page_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_activity_page_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (self, g_value_get_object (value));
      break;
    case PROP_SEARCH_MODE:
      if (self->search_mode == g_value_get_boolean (value))
        return;
      self->search_mode = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, found_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, newer_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, export_strip);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, failed_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, days_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, older_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, error_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, newer_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
tidings_activity_page_class_init (TidingsActivityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_activity_page_dispose;
  object_class->get_property = tidings_activity_page_get_property;
  object_class->set_property = tidings_activity_page_set_property;
  widget_class->map = tidings_activity_page_map;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, both);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TIDINGS_TYPE_ACTIVITY_BAR);
  g_type_ensure (TIDINGS_TYPE_ACTIVITY_EXPORT);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "activity.search-for", "s", search_for_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.newest", NULL, newest_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.oldest", NULL, oldest_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.export", NULL, export_action_cb);
}

/* Before the lists of the days, which would only go to their own ends. */
static void
add_keys (TidingsActivityPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("End|<Control>End"),
                                                          gtk_named_action_new ("activity.oldest")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Home|<Control>Home"),
                                                          gtk_named_action_new ("activity.newest")));
  gtk_widget_add_controller (self->scroller, keys);
}

static void
tidings_activity_page_init (TidingsActivityPage *self)
{
  self->settings = g_settings_new (APP_ID);
  self->filter = tidings_activity_filter_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->place = tidings_activity_place_new (GTK_SCROLLED_WINDOW (self->scroller));
  gtk_search_bar_set_key_capture_widget (GTK_SEARCH_BAR (self->search_bar), GTK_WIDGET (self));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar), self->search_entry);
  add_keys (self);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (look_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}
