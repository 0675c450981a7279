/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program in Preferences: what it sent and spent, and what it may. */
#include "config.h"

#include "tidings-program-row.h"

#include <string.h>

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n.h>

#include "tidings-spin-row.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* After the last step of a number that is being chosen. */
#define SAVE_DELAY_MS 500

/* What the number begins with where there was none. */
#define FIRST_PER_DAY 10

/* In the order of the template's list. */
typedef enum {
  CHOICE_NEW,
  CHOICE_NUMBER,
  CHOICE_ANY,
  CHOICE_NOTHING,
} Choice;

struct _TidingsProgramRow
{
  AdwExpanderRow parent_instance;

  TidingsClient *client;
  TidingsAllowance *allowance;
  guint save_id;

  GtkImage *image;
  AdwComboRow *choice_row;
  TidingsSpinRow *day_row;
  AdwActionRow *total_row;
  AdwActionRow *identity_row;

  guint is_following : 1;   /* the controls follow the truth, nobody moved them */
};

G_DEFINE_FINAL_TYPE (TidingsProgramRow, tidings_program_row, ADW_TYPE_EXPANDER_ROW)

static Choice
get_choice (TidingsProgramState state,
            int                 per_day)
{
  switch (state)
    {
    case TIDINGS_PROGRAM_ALLOWED:
      return per_day == TIDINGS_PROGRAM_NO_LIMIT ? CHOICE_ANY : CHOICE_NUMBER;
    case TIDINGS_PROGRAM_BLOCKED:
      return CHOICE_NOTHING;
    case TIDINGS_PROGRAM_NEW:
    default:
      return CHOICE_NEW;
    }
}

static void
follow_choice (TidingsProgramRow *self)
{
  int state = TIDINGS_PROGRAM_NEW;
  int per_day = TIDINGS_PROGRAM_NO_LIMIT;
  Choice choice;

  /* What was just chosen and not saved yet stays. */
  if (self->save_id != 0)
    return;

  g_object_get (self->allowance, "state", &state, "per-day", &per_day, NULL);
  choice = get_choice (state, per_day);
  self->is_following = TRUE;
  adw_combo_row_set_selected (self->choice_row, choice);
  g_object_set (self->day_row, "value", (double) (per_day >= 0 ? per_day : FIRST_PER_DAY), "visible", choice == CHOICE_NUMBER, NULL);
  self->is_following = FALSE;
}

static void
put_cb (GObject      *agent,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(TidingsProgramRow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (tidings_bus_agent1_call_put_program_finish (TIDINGS_BUS_AGENT1 (agent), result, &error) || self->client == NULL)
    return;

  /* The controls go back to what is true. */
  tidings_toast_error (GTK_WIDGET (self), error);
  follow_choice (self);
}

static void
save (gpointer user_data)
{
  static const char * const states[] = {
    [CHOICE_NEW] = "new", [CHOICE_NUMBER] = "allowed", [CHOICE_ANY] = "allowed", [CHOICE_NOTHING] = "blocked",
  };
  TidingsProgramRow *self = user_data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self));
  Choice choice = MIN (adw_combo_row_get_selected (self->choice_row), CHOICE_NOTHING);
  double number = 0;

  self->save_id = 0;
  g_object_get (self->day_row, "value", &number, NULL);
  if (agent != NULL)
    tidings_bus_agent1_call_put_program (agent, tidings_allowance_get_identity (self->allowance), states[choice],
                                         choice == CHOICE_NUMBER ? (int) number : TIDINGS_PROGRAM_NO_LIMIT, NULL, put_cb,
                                         g_object_ref (self));
}

static void
cancel_save (TidingsProgramRow *self)
{
  if (self->save_id != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->save_id);
  self->save_id = 0;
}

static void
choice_cb (TidingsProgramRow *self)
{
  if (self->is_following || self->allowance == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->day_row), adw_combo_row_get_selected (self->choice_row) == CHOICE_NUMBER);
  cancel_save (self);
  save (self);
}

static void
day_cb (TidingsProgramRow *self)
{
  TidingsClock *clock = self->client != NULL ? tidings_client_get_clock (self->client) : NULL;

  if (self->is_following || clock == NULL)
    return;

  cancel_save (self);
  self->save_id = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + SAVE_DELAY_MS, save, self);
}

static void
forget_cb (TidingsProgramRow *self)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self));

  cancel_save (self);
  if (agent != NULL)
    tidings_bus_agent1_call_forget_program (agent, tidings_allowance_get_identity (self->allowance), NULL, tidings_verb_cb,
                                            tidings_verb_new (GTK_WIDGET (self), NULL));
}

/* A page that is closed keeps what was chosen last. */
static void
tidings_program_row_unmap (GtkWidget *widget)
{
  TidingsProgramRow *self = TIDINGS_PROGRAM_ROW (widget);

  if (self->save_id != 0)
    {
      cancel_save (self);
      save (self);
    }

  GTK_WIDGET_CLASS (tidings_program_row_parent_class)->unmap (widget);
}

static void
tidings_program_row_dispose (GObject *object)
{
  TidingsProgramRow *self = TIDINGS_PROGRAM_ROW (object);

  if (self->client != NULL)
    cancel_save (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PROGRAM_ROW);
  g_clear_object (&self->allowance);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_program_row_parent_class)->dispose (object);
}

static void
tidings_program_row_class_init (TidingsProgramRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_program_row_dispose;
  widget_class->unmap = tidings_program_row_unmap;

  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-program-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsProgramRow, image);
  gtk_widget_class_bind_template_child (widget_class, TidingsProgramRow, choice_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsProgramRow, day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsProgramRow, total_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsProgramRow, identity_row);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
}

/* Outside a group of libadwaita's an expander row has no name of its own. */
static void
title_changed_cb (TidingsProgramRow *self)
{
  tidings_set_name (GTK_WIDGET (self), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
tidings_program_row_init (TidingsProgramRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

/* An application's own icon, where its desktop entry can be seen. */
static void
show_icon (TidingsProgramRow *self)
{
  const char *identity = tidings_allowance_get_identity (self->allowance);
  g_autofree char *file = NULL;
  g_autoptr(GDesktopAppInfo) entry = NULL;

  if (!g_str_has_prefix (identity, TIDINGS_PROGRAM_FLATPAK))
    return;

  file = g_strconcat (identity + strlen (TIDINGS_PROGRAM_FLATPAK), ".desktop", NULL);
  entry = g_desktop_app_info_new (file);
  if (entry != NULL && g_app_info_get_icon (G_APP_INFO (entry)) != NULL)
    {
      gtk_image_set_from_gicon (self->image, g_app_info_get_icon (G_APP_INFO (entry)));
      gtk_image_set_icon_size (self->image, GTK_ICON_SIZE_LARGE);
    }
}

GtkWidget *
tidings_program_row_new (TidingsClient    *client,
                         TidingsAllowance *allowance)
{
  TidingsProgramRow *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TIDINGS_IS_ALLOWANCE (allowance), NULL);

  self = g_object_new (TIDINGS_TYPE_PROGRAM_ROW, NULL);
  self->client = g_object_ref (client);
  self->allowance = g_object_ref (allowance);
  g_object_bind_property (allowance, "title", self, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (allowance, "subtitle", self, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (allowance, "total", self->total_row, "subtitle", G_BINDING_SYNC_CREATE);
  adw_action_row_set_subtitle (self->identity_row, tidings_allowance_get_identity (allowance));
  g_signal_connect_object (allowance, "notify::state", G_CALLBACK (follow_choice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (allowance, "notify::per-day", G_CALLBACK (follow_choice), self, G_CONNECT_SWAPPED);
  follow_choice (self);
  show_icon (self);

  return GTK_WIDGET (self);
}
