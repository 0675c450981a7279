/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of one kind of alert. */
#include "config.h"

#include "tidings-alert-receivers.h"

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-box-model.h"
#include "tidings-undo.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsAlertReceivers
{
  AdwPreferencesGroup parent_instance;

  TidingsClient *client;
  TidingsAlertType *type;
  TidingsAlertItem *item;
  GPtrArray *lines; /* Line, in the order of the people */

  GtkWidget *everyone_row;
  GtkWidget *everyone_switch;
  GtkWidget *nobody_row;

  guint is_following : 1; /* switches follow the store, nobody moved them */
};

/* A person's row; the group owns the widgets. */
typedef struct {
  gint64 id;
  GtkWidget *row;
  GtkWidget *toggle; /* NULL where nothing can be switched */
} Line;

G_DEFINE_FINAL_TYPE (TidingsAlertReceivers, tidings_alert_receivers, ADW_TYPE_PREFERENCES_GROUP)

static void follow_people (TidingsAlertReceivers *self);

/* What it takes to switch "everyone" back. */
typedef struct {
  TidingsAlertReceivers *self;
  GArray *ids; /* gint64: who had it before */
} Former;

static void
former_free (gpointer data)
{
  Former *former = data;

  g_object_unref (former->self);
  g_array_unref (former->ids);
  g_free (former);
}

static void
set_subscription (TidingsAlertReceivers *self,
                  gint64                 person,
                  gboolean               on)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self));

  if (agent == NULL)
    {
      follow_people (self);
      return;
    }

  tidings_bus_agent1_call_set_subscription (agent, person, self->type->id, on, NULL, tidings_verb_cb,
                                            tidings_verb_new (GTK_WIDGET (self), NULL));
}

static void
restore_former (gpointer data)
{
  Former *former = data;

  set_subscription (former->self, 0, FALSE);
  for (guint i = 0; i < former->ids->len; i++)
    set_subscription (former->self, g_array_index (former->ids, gint64, i), TRUE);
}

static Former *
note_former (TidingsAlertReceivers *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  Former *former = g_new0 (Former, 1);

  former->self = g_object_ref (self);
  former->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (tidings_person_has_type (person, self->type->id))
        g_array_append_val (former->ids, person->id);
    }

  return former;
}

static void
everyone_switched_cb (TidingsAlertReceivers *self)
{
  gboolean on = gtk_switch_get_active (GTK_SWITCH (self->everyone_switch));
  Former *former = NULL;

  if (self->is_following)
    return;

  former = note_former (self);
  set_subscription (self, 0, on);
  tidings_toast_undo (GTK_WIDGET (self), on ? _("On for everyone") : _("Off for everyone"), restore_former, former,
                      former_free);
}

static void
person_switched_cb (GtkSwitch             *toggle,
                    GParamSpec            *pspec,
                    TidingsAlertReceivers *self)
{
  if (self->is_following)
    return;

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (line->toggle == GTK_WIDGET (toggle))
        set_subscription (self, line->id, gtk_switch_get_active (toggle));
    }
}

static Line *
add_line (TidingsAlertReceivers *self,
          TidingsPerson         *person)
{
  Line *line = g_new0 (Line, 1);

  line->id = person->id;
  line->row = tidings_row_new (person->name, NULL);
  if (self->type->always_on)
    adw_action_row_add_suffix (ADW_ACTION_ROW (line->row), tidings_icon_new ("tidings-lock-symbolic"));
  else
    {
      line->toggle = gtk_switch_new ();
      gtk_widget_set_valign (line->toggle, GTK_ALIGN_CENTER);
      tidings_set_name (line->toggle, person->name);
      adw_action_row_add_suffix (ADW_ACTION_ROW (line->row), line->toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line->row), line->toggle);
      g_signal_connect_object (line->toggle, "notify::active", G_CALLBACK (person_switched_cb), self, 0);
    }

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), line->row);
  g_ptr_array_add (self->lines, line);

  return line;
}

static void
follow_line (TidingsAlertReceivers *self,
             Line                  *line,
             TidingsPerson         *person)
{
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autofree char *hindrance = tidings_person_dup_alert_hindrance (person, now);
  const char *subtitle = hindrance;

  if (subtitle == NULL && self->type->always_on)
    subtitle = _("Always on");
  tidings_row_set_texts (line->row, person->name, subtitle);

  if (line->toggle == NULL)
    return;
  tidings_set_name (line->toggle, person->name);
  gtk_switch_set_active (GTK_SWITCH (line->toggle), tidings_person_has_type (person, self->type->id));
  gtk_widget_set_sensitive (line->row, hindrance == NULL && tidings_client_get_agent (self->client) != NULL);
}

/* Whether the rows stand for the same people in the same order, so that they can stay, with their focus. */
static gboolean
has_same_people (TidingsAlertReceivers *self,
                 GListModel            *people)
{
  if (g_list_model_get_n_items (people) != self->lines->len)
    return FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (person->id != ((Line *) g_ptr_array_index (self->lines, i))->id)
        return FALSE;
    }

  return TRUE;
}

static void
rebuild_lines (TidingsAlertReceivers *self,
               GListModel            *people)
{
  for (guint i = 0; i < self->lines->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), ((Line *) g_ptr_array_index (self->lines, i))->row);
  g_ptr_array_set_size (self->lines, 0);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      add_line (self, person);
    }
}

static void
follow_people (TidingsAlertReceivers *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  gboolean is_for_everyone = FALSE;
  guint n_able = 0;

  self->is_following = TRUE;
  if (!has_same_people (self, people))
    rebuild_lines (self, people);

  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      follow_line (self, g_ptr_array_index (self->lines, i), person);
      n_able += tidings_person_can_get_alerts (person);
    }

  g_object_get (self->item, "is-for-everyone", &is_for_everyone, NULL);
  gtk_switch_set_active (GTK_SWITCH (self->everyone_switch), is_for_everyone);
  gtk_widget_set_visible (self->everyone_row, !self->type->always_on && self->lines->len > 0);
  gtk_widget_set_sensitive (self->everyone_row, n_able > 0 && tidings_client_get_agent (self->client) != NULL);
  gtk_widget_set_visible (self->nobody_row, self->lines->len == 0);
  self->is_following = FALSE;
}

static void
add_everyone_row (TidingsAlertReceivers *self)
{
  self->everyone_row = tidings_row_new (_("Everyone"), _("All people with a confirmed number"));
  self->everyone_switch = gtk_switch_new ();
  gtk_widget_set_valign (self->everyone_switch, GTK_ALIGN_CENTER);
  tidings_set_name (self->everyone_switch, _("Everyone"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->everyone_row), self->everyone_switch);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->everyone_row), self->everyone_switch);
  g_signal_connect_object (self->everyone_switch, "notify::active", G_CALLBACK (everyone_switched_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->everyone_row);
}

static void
add_nobody_row (TidingsAlertReceivers *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Show _People"));

  self->nobody_row = tidings_row_new (_("No one yet"), _("Add people first, then choose who gets this"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "people");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-page");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->nobody_row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->nobody_row);
}

static void
tidings_alert_receivers_dispose (GObject *object)
{
  TidingsAlertReceivers *self = TIDINGS_ALERT_RECEIVERS (object);

  g_clear_object (&self->item);
  g_clear_object (&self->type);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_alert_receivers_parent_class)->dispose (object);
}

static void
tidings_alert_receivers_finalize (GObject *object)
{
  g_ptr_array_unref (TIDINGS_ALERT_RECEIVERS (object)->lines);

  G_OBJECT_CLASS (tidings_alert_receivers_parent_class)->finalize (object);
}

static void
tidings_alert_receivers_class_init (TidingsAlertReceiversClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_alert_receivers_dispose;
  object_class->finalize = tidings_alert_receivers_finalize;
}

static void
tidings_alert_receivers_init (TidingsAlertReceivers *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Who"));
}

GtkWidget *
tidings_alert_receivers_new (TidingsClient    *client,
                             TidingsAlertType *type)
{
  TidingsAlertReceivers *self = NULL;
  GListModel *people = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type) && !type->addressed, NULL);

  self = g_object_new (TIDINGS_TYPE_ALERT_RECEIVERS, NULL);
  people = tidings_client_list_people (client);
  self->client = g_object_ref (client);
  self->type = g_object_ref (type);
  self->item = tidings_alert_item_new (type, people);
  add_everyone_row (self);
  add_nobody_row (self);

  g_signal_connect_object (people, "items-changed", G_CALLBACK (follow_people), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (follow_people), self, G_CONNECT_SWAPPED);
  follow_people (self);

  return GTK_WIDGET (self);
}
