/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a person may be texted, and how often. */
#include "config.h"

#include "tidings-person-rules.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-day-spans.h"
#include "tidings-day-strip.h"
#include "tidings-format.h"
#include "tidings-pause-dialog.h"
#include "tidings-quiet-dialog.h"
#include "tidings-quiet-row.h"
#include "tidings-spin-row.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* Holding a spin button's arrow down changes a number many times a second; one change goes to the agent. */
#define SAVE_DELAY_MS 700

/* The strip shows the present moment, to the minute. */
#define TICK_MS (60 * 1000)

struct _TidingsPersonRules
{
  AdwPreferencesGroup parent_instance;

  TidingsClient *client;
  GSettings *settings;
  gint64 person_id;
  guint save_id;
  guint tick_id;
  guint quiet_changed : 1;
  guint limits_changed : 1;
  guint is_showing : 1;    /* our own change of the controls */

  TidingsQuietRow *quiet_row;
  GtkWidget *strip_row;
  TidingsDayStrip *strip;
  GtkLabel *now_label;
  GtkWidget *weekday_row;
  GtkWidget *pause_row;
  GtkButton *pause_button;
  AdwExpanderRow *limits_row;
  TidingsSpinRow *hour_row;
  TidingsSpinRow *day_row;
};

G_DEFINE_FINAL_TYPE (TidingsPersonRules, tidings_person_rules, ADW_TYPE_PREFERENCES_GROUP)

static void show (TidingsPersonRules *self);

static TidingsPerson *
get_person (TidingsPersonRules *self)
{
  return tidings_client_find_person (self->client, self->person_id);
}

static gint64
get_now (TidingsPersonRules *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TidingsPersonRules) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (object), result, &error);

  if (reply != NULL || self->client == NULL)
    return;

  /* The controls go back to what is true. */
  tidings_toast_error (GTK_WIDGET (self), error);
  show (self);
}

/* Takes @changes, which may be floating. */
static void
edit (TidingsPersonRules *self,
      GVariant           *changes)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (changes);
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self));

  if (agent != NULL)
    g_dbus_proxy_call (G_DBUS_PROXY (agent), "EditPerson", g_variant_new ("(x@a{sv})", self->person_id, owned),
                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, edited_cb, g_object_ref (self));
}

static void
save (gpointer user_data)
{
  TidingsPersonRules *self = user_data;
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);
  int from = -1;
  int to = -1;
  double hour = -1;
  double day = -1;

  self->save_id = 0;
  if (self->quiet_changed)
    {
      tidings_quiet_row_get_window (self->quiet_row, &from, &to);
      g_variant_dict_insert (&changes, "quiet-from", "i", from);
      g_variant_dict_insert (&changes, "quiet-to", "i", to);
    }
  if (self->limits_changed)
    {
      if (adw_expander_row_get_enable_expansion (self->limits_row))
        {
          g_object_get (self->hour_row, "value", &hour, NULL);
          g_object_get (self->day_row, "value", &day, NULL);
        }
      g_variant_dict_insert (&changes, "rate-hour", "i", (gint32) hour);
      g_variant_dict_insert (&changes, "rate-day", "i", (gint32) day);
    }
  self->quiet_changed = FALSE;
  self->limits_changed = FALSE;
  edit (self, g_variant_dict_end (&changes));
}

static void
save_soon (TidingsPersonRules *self)
{
  TidingsClock *clock = tidings_client_get_clock (self->client);

  if (self->save_id != 0)
    tidings_clock_cancel (clock, self->save_id);
  self->save_id = tidings_clock_call_at (clock, get_now (self) + SAVE_DELAY_MS, save, self);
}

static void
flush (TidingsPersonRules *self)
{
  if (self->save_id == 0)
    return;

  tidings_clock_cancel (tidings_client_get_clock (self->client), self->save_id);
  save (self);
}

static void
quiet_changed_cb (TidingsPersonRules *self)
{
  if (self->is_showing || self->client == NULL)
    return;

  self->quiet_changed = TRUE;
  save_soon (self);
}

static void
limits_changed_cb (TidingsPersonRules *self)
{
  if (self->is_showing || self->client == NULL)
    return;

  self->limits_changed = TRUE;
  save_soon (self);
}

static void
weekday_saved_cb (TidingsPersonRules *self,
                  TidingsQuietDialog *dialog)
{
  TidingsQuietHours hours = TIDINGS_QUIET_HOURS_NONE;
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *text = NULL;

  tidings_quiet_dialog_get_hours (dialog, &hours);
  text = tidings_quiet_hours_to_string (&hours);
  g_variant_dict_insert (&changes, "quiet", "s", *text != '\0' ? text : "off");
  edit (self, g_variant_dict_end (&changes));
}

static void
weekday_activated_cb (TidingsPersonRules *self)
{
  TidingsPerson *person = NULL;
  GtkWidget *dialog = NULL;

  flush (self);
  person = get_person (self);
  if (person == NULL)
    return;

  dialog = tidings_quiet_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &person->quiet);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (weekday_saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
pause_until (gint64   until,
             gpointer user_data)
{
  TidingsPersonRules *self = user_data;
  TidingsBusAgent1 *agent = self->client != NULL ? tidings_verb_get_agent (self->client, GTK_WIDGET (self)) : NULL;

  if (agent != NULL)
    tidings_bus_agent1_call_pause_person (agent, self->person_id, until, NULL, tidings_verb_cb,
                                          tidings_verb_new (GTK_WIDGET (self), NULL));
}

static gboolean
is_paused (TidingsPersonRules *self,
           TidingsPerson      *person)
{
  return person->paused_until > get_now (self);
}

static void
pause_clicked_cb (TidingsPersonRules *self)
{
  TidingsPerson *person = get_person (self);
  g_autofree char *heading = NULL;

  if (person == NULL)
    return;
  if (is_paused (self, person))
    {
      pause_until (0, self);
      return;
    }

  /* Translators: %s is a person’s name */
  heading = g_strdup_printf (_("Pause Texts to %s?"), person->name);
  tidings_pause_dialog_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), tidings_client_get_clock (self->client), heading,
                            _("Texts wait until the pause ends. Critical alerts, security alerts and codes still come through."),
                            pause_until, g_object_ref (self), g_object_unref);
}

static void
show_quiet (TidingsPersonRules *self,
            TidingsPerson      *person)
{
  int from = -1;
  int to = -1;
  gboolean is_alike = tidings_quiet_hours_get_first (&person->quiet, &from, &to);
  g_autofree char *windows = tidings_quiet_hours_describe_windows (&person->quiet);

  gtk_widget_set_visible (GTK_WIDGET (self->quiet_row), is_alike);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->quiet_row),
                                 _("Texts wait until they end. Critical alerts, security alerts and codes still come through"));
  if (is_alike)
    tidings_quiet_row_set_window (self->quiet_row, from, to);
  tidings_row_set_texts (self->weekday_row, is_alike ? _("By Weekday…") : _("Quiet hours by weekday"), is_alike ? NULL : windows);
}

/* The day drawn, and beside it in words what is true now. */
static void
show_strip (TidingsPersonRules *self,
            TidingsPerson      *person)
{
  g_autofree char *words = tidings_day_spans_describe_now (&person->quiet, person->zone, get_now (self));

  gtk_widget_set_visible (self->strip_row, !tidings_quiet_hours_is_none (&person->quiet));
  tidings_day_strip_show (self->strip, &person->quiet, person->zone, get_now (self));
  gtk_label_set_label (self->now_label, words);
}

static void
show_pause (TidingsPersonRules *self,
            TidingsPerson      *person)
{
  g_autofree char *moment = NULL;
  g_autofree char *words = NULL;

  if (!is_paused (self, person))
    words = g_strdup (_("Not paused"));
  else if (person->paused_until == G_MAXINT64)
    words = g_strdup (_("Until you resume"));
  else
    {
      moment = tidings_format_moment (person->paused_until, get_now (self));
      /* Translators: %s is a moment such as “18:00” or “tomorrow 08:00” */
      words = g_strdup_printf (_("Until %s"), moment);
    }

  tidings_row_set_texts (self->pause_row, _("Pause"), words);
  gtk_button_set_label (self->pause_button, is_paused (self, person) ? _("_Resume") : _("_Pause…"));
}

static int
get_number (TidingsPersonRules *self,
            int                 own,
            const char         *key)
{
  return own >= 0 ? own : (int) g_settings_get_uint (self->settings, key);
}

static void
show_limits (TidingsPersonRules *self,
             TidingsPerson      *person)
{
  g_object_set (self->hour_row, "value", (double) get_number (self, person->rate_hour, "rate-hour"), NULL);
  g_object_set (self->day_row, "value", (double) get_number (self, person->rate_day, "rate-day"), NULL);
  adw_expander_row_set_enable_expansion (self->limits_row, person->rate_hour >= 0 || person->rate_day >= 0);
}

static void
show (TidingsPersonRules *self)
{
  TidingsPerson *person = get_person (self);

  if (person == NULL)
    return;

  self->is_showing = TRUE;
  /* What was just chosen and not saved yet stays. */
  if (self->save_id == 0)
    {
      show_quiet (self, person);
      show_limits (self, person);
    }
  show_strip (self, person);
  show_pause (self, person);
  self->is_showing = FALSE;
}

static void
tick_cb (gpointer user_data)
{
  TidingsPersonRules *self = user_data;
  TidingsPerson *person = get_person (self);
  gint64 now = get_now (self);

  if (person != NULL)
    show_strip (self, person);
  self->tick_id = tidings_clock_call_at (tidings_client_get_clock (self->client), now - now % TICK_MS + TICK_MS, tick_cb, self);
}

static void
tidings_person_rules_map (GtkWidget *widget)
{
  TidingsPersonRules *self = TIDINGS_PERSON_RULES (widget);

  GTK_WIDGET_CLASS (tidings_person_rules_parent_class)->map (widget);

  if (self->client != NULL)
    tick_cb (self);
}

/* Nobody wakes for what is not on the screen. */
static void
tidings_person_rules_unmap (GtkWidget *widget)
{
  TidingsPersonRules *self = TIDINGS_PERSON_RULES (widget);

  if (self->tick_id != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->tick_id);
  self->tick_id = 0;

  GTK_WIDGET_CLASS (tidings_person_rules_parent_class)->unmap (widget);
}

static void
tidings_person_rules_dispose (GObject *object)
{
  TidingsPersonRules *self = TIDINGS_PERSON_RULES (object);

  if (self->client != NULL)
    flush (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PERSON_RULES);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_person_rules_parent_class)->dispose (object);
}

static void
tidings_person_rules_class_init (TidingsPersonRulesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_person_rules_dispose;
  widget_class->map = tidings_person_rules_map;
  widget_class->unmap = tidings_person_rules_unmap;

  g_type_ensure (TIDINGS_TYPE_DAY_STRIP);
  g_type_ensure (TIDINGS_TYPE_QUIET_ROW);
  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-person-rules.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, strip_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, strip);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, now_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, weekday_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, pause_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, pause_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, limits_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, hour_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonRules, day_row);
  gtk_widget_class_bind_template_callback (widget_class, quiet_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, weekday_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, limits_changed_cb);
}

static void
tidings_person_rules_init (TidingsPersonRules *self)
{
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_name_switch (GTK_WIDGET (self->limits_row), _("Own limits"));
}

void
tidings_person_rules_set_person (TidingsPersonRules *self,
                                 TidingsClient      *client,
                                 gint64              person_id)
{
  g_return_if_fail (TIDINGS_IS_PERSON_RULES (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->person_id = person_id;
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
