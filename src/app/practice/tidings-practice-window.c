/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phone. */
#include "config.h"

#include "tidings-practice-window.h"

#include <glib/gi18n.h>

#include "tidings-banner.h"
#include "tidings-box-model.h"
#include "tidings-practice-bubble.h"
#include "tidings-practice-jump.h"
#include "tidings-practice-moment-dialog.h"
#include "tidings-practice-phone.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* Who is no further than this from the end reads the newest text. */
#define NEAR_END 48

struct _TidingsPracticeWindow
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsPracticeInbox *inbox;
  TidingsPracticeJump *jump;
  TidingsPracticePhone *phone; /* shown now */
  GCancellable *cancellable;
  GSimpleActionGroup *actions;

  GtkStack *stack;
  GtkMenuButton *menu_button;
  GtkMenuButton *time_button;
  TidingsBanner *time_banner;
  TidingsBanner *behaviour_banner;
  GtkRevealer *going_revealer;
  GtkLabel *going_label;
  GtkProgressBar *going_bar;
  GtkDropDown *phone_choice;
  GtkScrolledWindow *scroller;
  GtkListBox *texts_list;
  GtkWidget *newest_button;
  GtkLabel *news_label;
  GtkWidget *later_child;
  GtkEditable *reply_entry;
  GtkWidget *send_button;

  guint scroll_down : 1; /* something arrived: its row is shown once it has a place */
};

G_DEFINE_FINAL_TYPE (TidingsPracticeWindow, tidings_practice_window, ADW_TYPE_WINDOW)

static gint64
get_now (TidingsPracticeWindow *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static GtkWidget *
make_bubble (gpointer item,
             gpointer user_data)
{
  return tidings_practice_bubble_new (item, get_now (user_data));
}

static gboolean
is_at_end (TidingsPracticeWindow *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - NEAR_END;
}

static void
show_newest (TidingsPracticeWindow *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  gtk_widget_set_visible (self->newest_button, FALSE);
}

static void
sized_cb (TidingsPracticeWindow *self)
{
  if (!self->scroll_down)
    return;

  self->scroll_down = FALSE;
  show_newest (self);
}

static void
scrolled_cb (TidingsPracticeWindow *self)
{
  if (is_at_end (self))
    gtk_widget_set_visible (self->newest_button, FALSE);
}

/* What is read does not move away: who reads further up is told. */
static void
texts_changed_cb (TidingsPracticeWindow *self)
{
  if (is_at_end (self))
    self->scroll_down = TRUE;
  else
    gtk_widget_set_visible (self->newest_button, TRUE);
}

/* Somebody looks at this phone; another one that has something new says so. */
static void
unread_cb (TidingsPracticePhone  *phone,
           GParamSpec            *pspec,
           TidingsPracticeWindow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  guint n_unread = 0;

  g_object_get (phone, "n-unread", &n_unread, "title", &title, NULL);
  if (n_unread == 0)
    return;
  if (phone == self->phone)
    {
      tidings_practice_phone_mark_read (phone);
      return;
    }

  /* Translators: %s is a person’s name or a number */
  words = g_strdup_printf (_("New text on the phone of %s"), title);
  gtk_widget_set_visible (GTK_WIDGET (self->news_label), TRUE);
  tidings_announce (self->news_label, words);
}

static void
behaviour_changed_cb (TidingsPracticeWindow *self)
{
  g_autofree char *behaviour = NULL;
  g_autofree char *consequence = NULL;

  g_object_get (self->phone, "behaviour", &behaviour, "consequence", &consequence, NULL);
  if (*consequence != '\0')
    g_object_set (self->behaviour_banner, "title", consequence, NULL);
  g_object_set (self->behaviour_banner, "revealed", *consequence != '\0', NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "behaviour")),
                             g_variant_new_string (behaviour));
}

static void
asks_done_cb (TidingsPracticeWindow *self)
{
  gboolean asks_done = FALSE;

  g_object_get (self->phone, "asks-done", &asks_done, NULL);
  gtk_widget_set_visible (self->later_child, asks_done);
}

static void
forget_phone (TidingsPracticeWindow *self)
{
  if (self->phone == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->phone, behaviour_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->phone, asks_done_cb, self);
  g_signal_handlers_disconnect_by_func (tidings_practice_phone_list_texts (self->phone), texts_changed_cb, self);
  g_clear_object (&self->phone);
}

static void
show_phone (TidingsPracticeWindow *self,
            TidingsPracticePhone  *phone)
{
  if (self->phone == phone)
    return;

  forget_phone (self);
  g_set_object (&self->phone, phone);
  gtk_list_box_bind_model (self->texts_list, phone != NULL ? tidings_practice_phone_list_texts (phone) : NULL,
                           make_bubble, self, NULL);
  if (phone == NULL)
    return;

  g_signal_connect_object (phone, "notify::consequence", G_CALLBACK (behaviour_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (phone, "notify::asks-done", G_CALLBACK (asks_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_practice_phone_list_texts (phone), "items-changed", G_CALLBACK (texts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  behaviour_changed_cb (self);
  asks_done_cb (self);
  tidings_practice_phone_mark_read (phone);
  gtk_widget_set_visible (GTK_WIDGET (self->news_label), FALSE);
  self->scroll_down = TRUE;
}

static void
phone_chosen_cb (TidingsPracticeWindow *self)
{
  show_phone (self, gtk_drop_down_get_selected_item (self->phone_choice));
}

/* "2 new", as words and not as a spot of colour. */
static gboolean
set_unread_words (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  guint n_unread = g_value_get_uint (from);

  if (n_unread == 0)
    g_value_set_string (to, "");
  else
    /* Translators: how many texts on a phone nobody has looked at */
    g_value_take_string (to, g_strdup_printf (ngettext ("%u new", "%u new", n_unread), n_unread));

  return TRUE;
}

static void
set_up_choice_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *unread = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (unread, "caption-heading");
  gtk_widget_add_css_class (unread, "accent");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), unread);
  gtk_list_item_set_child (item, box);
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *unread = gtk_widget_get_next_sibling (title);
  GPtrArray *bindings = g_ptr_array_new ();

  g_ptr_array_add (bindings, g_object_bind_property (gtk_list_item_get_item (item), "title", title, "label", G_BINDING_SYNC_CREATE));
  g_ptr_array_add (bindings, g_object_bind_property_full (gtk_list_item_get_item (item), "n-unread", unread, "label",
                                                          G_BINDING_SYNC_CREATE, set_unread_words, NULL, NULL, NULL));
  g_object_set_data_full (G_OBJECT (item), "bindings", bindings, (GDestroyNotify) g_ptr_array_unref);
}

static void
unbind_choice_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  gpointer                  user_data)
{
  g_autoptr(GPtrArray) bindings = g_object_steal_data (G_OBJECT (item), "bindings");

  for (guint i = 0; i < bindings->len; i++)
    g_binding_unbind (g_ptr_array_index (bindings, i));
}

static void
phones_changed_cb (TidingsPracticeWindow *self,
                   guint                  position,
                   guint                  n_removed,
                   guint                  n_added,
                   GListModel            *phones)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(TidingsPracticePhone) phone = g_list_model_get_item (phones, i);

      g_signal_handlers_disconnect_by_func (phone, unread_cb, self);
      g_signal_connect_object (phone, "notify::n-unread", G_CALLBACK (unread_cb), self, 0);
    }

  /* Its list item comes with the first phone. */
  tidings_drop_down_set_name (self->phone_choice, _("Whose phone"));
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (phones) > 0 ? "phones" : "empty");
}

static void
phones_cb (GObject      *proxy,
           GAsyncResult *result,
           gpointer      user_data)
{
  TidingsPracticeWindow *self = user_data;
  g_autoptr(GVariant) texts = NULL;
  g_autoptr(GVariant) behaviours = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_practice_phones_finish (TIDINGS_BUS_AGENT1 (proxy), &texts, &behaviours, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    tidings_toast_error (GTK_WIDGET (self->stack), error);
  else
    tidings_practice_inbox_set_texts (self->inbox, texts, behaviours);
}

static void
read_phones (TidingsPracticeWindow *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent != NULL)
    tidings_bus_agent1_call_practice_phones (agent, self->cancellable, phones_cb, self);
}

/* "tomorrow 09:00" is "today" after a jump; what is read stays where it is. */
static void
jumped_cb (TidingsPracticeWindow *self)
{
  double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));

  if (self->phone == NULL)
    return;

  self->scroll_down = is_at_end (self);
  gtk_list_box_bind_model (self->texts_list, tidings_practice_phone_list_texts (self->phone), make_bubble, self, NULL);
  if (!self->scroll_down)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), value);
}

/* With an account connected there are no practice phones any more. */
static void
mode_changed_cb (TidingsPracticeWindow *self)
{
  gboolean is_practice = TRUE;

  g_object_get (self->client, "is-practice", &is_practice, NULL);
  if (!is_practice)
    gtk_window_close (GTK_WINDOW (self));
}

static void
reply_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  TidingsPracticeWindow *self = user_data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self->stack));

  if (agent == NULL || self->phone == NULL)
    return;

  self->scroll_down = TRUE;
  tidings_bus_agent1_call_practice_reply (agent, tidings_practice_phone_get_number (self->phone),
                                          g_variant_get_string (parameter, NULL), NULL, tidings_verb_cb,
                                          tidings_verb_new (GTK_WIDGET (self->stack), NULL));
}

static void
send_cb (TidingsPracticeWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->reply_entry)));

  if (*text == '\0')
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "practice.reply", "s", text);
  gtk_editable_set_text (self->reply_entry, "");
}

static void
reply_changed_cb (TidingsPracticeWindow *self)
{
  gtk_widget_set_sensitive (self->send_button, *gtk_editable_get_text (self->reply_entry) != '\0');
}

static void
behaviour_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  TidingsPracticeWindow *self = user_data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self->stack));

  if (agent == NULL || self->phone == NULL)
    return;

  tidings_bus_agent1_call_practice_set (agent, tidings_practice_phone_get_number (self->phone),
                                        g_variant_get_string (parameter, NULL), NULL, tidings_verb_cb,
                                        tidings_verb_new (GTK_WIDGET (self->stack), NULL));
}

/* A way of months takes longer than a call usually may. */
static void
call_time (TidingsPracticeWindow *self,
           const char            *method,
           GVariant              *parameters)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self->stack));
  g_autoptr(GVariant) owned = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;

  if (agent != NULL)
    g_dbus_proxy_call (G_DBUS_PROXY (agent), method, owned, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, tidings_verb_cb,
                       tidings_verb_new (GTK_WIDGET (self->stack), NULL));
}

static void
go_to (gint64   instant,
       gpointer user_data)
{
  call_time (user_data, "PracticeAhead", g_variant_new ("(x)", instant));
}

static void
hour_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  go_to (tidings_practice_jump_get_hour (get_now (user_data)), user_data);
}

static void
morning_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  go_to (tidings_practice_jump_get_morning (get_now (user_data)), user_data);
}

static void
next_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  go_to (0, user_data);
}

static void
choose_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  tidings_practice_moment_dialog_present (GTK_WINDOW (user_data), get_now (user_data), go_to, user_data);
}

static void
now_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  call_time (user_data, "PracticeNow", NULL);
}

static void
newest_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  show_newest (user_data);
}

static void
menu_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  gtk_menu_button_popup (TIDINGS_PRACTICE_WINDOW (user_data)->menu_button);
}

static const GActionEntry entries[] = {
  { .name = "behaviour", .activate = behaviour_cb, .parameter_type = "s", .state = "'normal'" },
  { .name = "reply", .activate = reply_cb, .parameter_type = "s" },
  { .name = "hour", .activate = hour_cb },
  { .name = "morning", .activate = morning_cb },
  { .name = "next", .activate = next_cb },
  { .name = "choose", .activate = choose_cb },
  { .name = "now", .activate = now_cb },
  { .name = "newest", .activate = newest_cb },
  { .name = "menu", .activate = menu_cb },
};

static void
going_cb (TidingsPracticeWindow *self)
{
  g_autofree char *going = NULL;

  g_object_get (self->jump, "going", &going, NULL);
  if (*going != '\0')
    tidings_announce (self->going_label, going);
}

static void
bind_enabled (TidingsPracticeWindow *self,
              const char            *action,
              const char            *property)
{
  g_object_bind_property (self->jump, property, g_action_map_lookup_action (G_ACTION_MAP (self->actions), action), "enabled",
                          G_BINDING_SYNC_CREATE);
}

static void
bind_jump (TidingsPracticeWindow *self)
{
  g_object_bind_property (self->jump, "title", self->time_banner, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->jump, "is-ahead", self->time_banner, "revealed", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->jump, "is-going", self->going_revealer, "reveal-child", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->jump, "progress", self->going_bar, "fraction", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->jump, "notify::going", G_CALLBACK (going_cb), self, G_CONNECT_SWAPPED);
  bind_enabled (self, "hour", "can-go");
  bind_enabled (self, "morning", "can-go");
  bind_enabled (self, "choose", "can-go");
  bind_enabled (self, "next", "can-go-next");
  bind_enabled (self, "now", "is-ahead");
}

static void
tidings_practice_window_dispose (GObject *object)
{
  TidingsPracticeWindow *self = TIDINGS_PRACTICE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->phone != NULL)
    show_phone (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PRACTICE_WINDOW);
  g_clear_object (&self->jump);
  g_clear_object (&self->inbox);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_practice_window_parent_class)->dispose (object);
}

static void
tidings_practice_window_finalize (GObject *object)
{
  TidingsPracticeWindow *self = TIDINGS_PRACTICE_WINDOW (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->actions);

  G_OBJECT_CLASS (tidings_practice_window_parent_class)->finalize (object);
}

static void
tidings_practice_window_class_init (TidingsPracticeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_practice_window_dispose;
  object_class->finalize = tidings_practice_window_finalize;

  g_type_ensure (TIDINGS_TYPE_BANNER);
  g_type_ensure (TIDINGS_TYPE_PRACTICE_PHONE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-practice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, time_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, time_banner);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, behaviour_banner);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, going_revealer);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, going_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, going_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, phone_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, texts_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, newest_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, news_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, later_child);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, reply_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, send_button);
  gtk_widget_class_bind_template_callback (widget_class, phone_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, reply_changed_cb);
}

static void
tidings_practice_window_init (TidingsPracticeWindow *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment = NULL;

  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "practice", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_choice_cb), NULL);
  gtk_drop_down_set_factory (self->phone_choice, factory);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (sized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

GtkWindow *
tidings_practice_window_new (GtkApplication *application,
                             TidingsClient  *client)
{
  g_autoptr(GtkWindowGroup) group = NULL;
  TidingsPracticeWindow *self = NULL;
  GListModel *phones = NULL;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_WINDOW, "application", application, NULL);
  /* In a group of its own, the phone stays in use while a dialog asks for the code that it shows. */
  group = gtk_window_group_new ();
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  self->client = g_object_ref (client);
  self->jump = tidings_practice_jump_new (client);
  self->inbox = tidings_practice_inbox_new (tidings_client_list_people (client));
  bind_jump (self);
  phones = tidings_practice_inbox_list_phones (self->inbox);
  g_signal_connect_object (phones, "items-changed", G_CALLBACK (phones_changed_cb), self, G_CONNECT_SWAPPED);
  phones_changed_cb (self, 0, 0, g_list_model_get_n_items (phones), phones);
  gtk_drop_down_set_model (self->phone_choice, phones);

  g_signal_connect_object (client, "changed::practice", G_CALLBACK (read_phones), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (read_phones), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-practice", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_get_clock (client), "jumped", G_CALLBACK (jumped_cb), self, G_CONNECT_SWAPPED);
  read_phones (self);

  return GTK_WINDOW (self);
}
