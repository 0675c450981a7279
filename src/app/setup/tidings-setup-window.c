/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant of the first start. */
#include "config.h"

#include "tidings-setup-window.h"

#include <glib/gi18n.h>
#include "tidings-code-page.h"
#include "tidings-connect-page.h"
#include "tidings-person-form.h"
#include "tidings-ready-page.h"
#include "tidings-sender-page.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* In the order in which they come. In practice mode connecting and the sender are left out. */
typedef enum {
  STEP_WELCOME,
  STEP_CONNECT,
  STEP_SENDER,
  STEP_NUMBER,
  STEP_CODE,
  STEP_READY,
} Step;

struct _TidingsSetupWindow {
  AdwWindow parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsConnectDraft *draft;
  GtkWidget *opener;        /* weak: the main window */
  GtkWidget *page;          /* of the step shown, NULL for the welcome */
  gint64 person_id;
  Step step;
  Step first;               /* Back ends here */
  gboolean with_account;
  gboolean wants_practice;  /* not said to the agent yet */

  AdwWindowTitle *step_title;
  GtkWidget *back_button;
  GtkStack *stack;
  GtkPicture *picture;
  GtkWidget *practice_button;
  GtkWidget *account_button;
};

G_DEFINE_FINAL_TYPE (TidingsSetupWindow, tidings_setup_window, ADW_TYPE_WINDOW)

static void go_to (TidingsSetupWindow *self,
                   Step                step);

static const char *
get_title (Step step)
{
  switch (step)
    {
    case STEP_CONNECT:
      return C_("step", "Connect");
    case STEP_SENDER:
      return C_("step", "Sender");
    case STEP_NUMBER:
      return C_("step", "Your Number");
    case STEP_CODE:
      return C_("step", "Code");
    case STEP_READY:
      return C_("step", "Ready");
    case STEP_WELCOME:
    default:
      return C_("step", "Welcome");
    }
}

/* The window's title is what a screen reader says when the step changes. */
static void
show_title (TidingsSetupWindow *self)
{
  const char *title = get_title (self->step);
  guint n_steps = self->with_account ? 5 : 3;
  guint n = self->step + 1 - (!self->with_account && self->step > STEP_WELCOME ? 2 : 0);
  g_autofree char *full = NULL;

  adw_window_title_set_title (self->step_title, title);
  if (self->step == STEP_READY || self->step == STEP_WELCOME)
    full = g_strdup (title);
  else
    /* Translators: the title of a step, its number, and how many there are: “Connect, step 2 of 5” */
    full = g_strdup_printf (_("%s, step %u of %u"), title, n, n_steps);
  gtk_window_set_title (GTK_WINDOW (self), full);
}

/* Who set this up added themselves first. */
static TidingsPerson *
find_self (TidingsSetupWindow *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  TidingsPerson *oldest = NULL;

  if (self->person_id != 0)
    return tidings_client_find_person (self->client, self->person_id);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (oldest == NULL || person->id < oldest->id)
        oldest = person;
    }

  return oldest;
}

/* The name of the computer's account, unless it is only the login again or nothing at all. */
static const char *
get_own_name (void)
{
  const char *name = g_get_real_name ();

  if (name == NULL || g_str_equal (name, "Unknown") || g_str_equal (name, g_get_user_name ()))
    return "";

  return name;
}

static void
saved_cb (TidingsSetupWindow *self)
{
  TidingsPerson *person = NULL;

  g_object_get (self->page, "person-id", &self->person_id, NULL);
  person = find_self (self);
  go_to (self, person != NULL && person->verified_at != 0 ? STEP_READY : STEP_CODE);
}

static void
busy_cb (TidingsPersonForm *form,
         GParamSpec        *pspec,
         GtkWidget         *button)
{
  gboolean is_busy = FALSE;

  g_object_get (form, "is-busy", &is_busy, NULL);
  gtk_widget_set_sensitive (button, !is_busy);
}

static void
next_clicked_cb (TidingsSetupWindow *self)
{
  tidings_person_form_submit (TIDINGS_PERSON_FORM (self->page));
}

static void
change_number_cb (TidingsSetupWindow *self)
{
  go_to (self, STEP_NUMBER);
}

static void
confirmed_cb (TidingsSetupWindow *self)
{
  go_to (self, STEP_READY);
}

static void
practice_phone_cb (TidingsSetupWindow *self)
{
  if (self->opener != NULL)
    gtk_widget_activate_action (self->opener, "win.practice-phone", NULL);
}

static void
checked_cb (TidingsSetupWindow *self)
{
  go_to (self, STEP_SENDER);
}

/* An account that has just been connected may have ended confirmations that came from practice; the number step sees to it. */
static void
connected_cb (TidingsSetupWindow *self)
{
  go_to (self, STEP_NUMBER);
}

static void
done_cb (TidingsSetupWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_number_step (TidingsSetupWindow  *self,
                  GtkWidget          **shown)
{
  TidingsPerson *person = find_self (self);
  GtkWidget *form = tidings_person_form_new (self->client, person != NULL ? person->id : 0);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Next"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set (form, "name", get_own_name (), "name-title", _("Your name"),
                "description", self->with_account ? _("You receive a text with a code")
                                                  : _("The practice phone receives a code; any number will do"), NULL);
  g_signal_connect_object (form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::is-busy", G_CALLBACK (busy_cb), button, 0);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (button, 12);
  gtk_widget_set_margin_bottom (button, 24);
  g_signal_connect_object (button, "clicked", G_CALLBACK (next_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_default_widget (GTK_WINDOW (self), button);

  gtk_widget_set_vexpand (form, TRUE);
  gtk_box_append (GTK_BOX (box), form);
  gtk_box_append (GTK_BOX (box), button);
  *shown = box;

  return form;
}

/* Makes the step's page; @shown is what goes into the stack, usually the page itself. */
static GtkWidget *
make_page (TidingsSetupWindow  *self,
           Step                 step,
           GtkWidget          **shown)
{
  GtkWidget *page = NULL;

  switch (step)
    {
    case STEP_CONNECT:
      page = tidings_connect_page_new (self->client, self->draft);
      g_signal_connect_object (page, "done", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
      break;
    case STEP_SENDER:
      page = tidings_sender_page_new (self->draft);
      g_signal_connect_object (page, "done", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
      break;
    case STEP_NUMBER:
      return make_number_step (self, shown);
    case STEP_CODE:
      page = tidings_code_page_new (self->client, self->person_id);
      g_signal_connect_object (page, "confirmed", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (page, "change-number", G_CALLBACK (change_number_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (page, "open-practice-phone", G_CALLBACK (practice_phone_cb), self, G_CONNECT_SWAPPED);
      break;
    case STEP_READY:
      page = tidings_ready_page_new (self->client, self->person_id);
      g_signal_connect_object (page, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
      break;
    case STEP_WELCOME:
    default:
      g_assert_not_reached ();
    }

  *shown = page;

  return page;
}

static void
focus_step (TidingsSetupWindow *self)
{
  switch (self->step)
    {
    case STEP_WELCOME:
      gtk_widget_grab_focus (self->practice_button);
      break;
    case STEP_CONNECT:
      tidings_connect_page_focus (TIDINGS_CONNECT_PAGE (self->page));
      break;
    case STEP_SENDER:
      tidings_sender_page_focus (TIDINGS_SENDER_PAGE (self->page));
      break;
    case STEP_NUMBER:
      tidings_person_form_focus (TIDINGS_PERSON_FORM (self->page));
      break;
    case STEP_CODE:
      tidings_code_page_start (TIDINGS_CODE_PAGE (self->page));
      break;
    case STEP_READY:
      tidings_ready_page_focus (TIDINGS_READY_PAGE (self->page));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Pages are made when they are shown: what they show depends on the steps before. The account's page stays, so that going
 * back finds what was typed. */
static GtkWidget *
show_page (TidingsSetupWindow *self,
           Step                step)
{
  g_autofree char *name = g_strdup_printf ("step-%d", step);
  GtkWidget *shown = gtk_stack_get_child_by_name (self->stack, step == STEP_WELCOME ? "welcome" : name);
  GtkWidget *page = shown;

  if (shown != NULL && step != STEP_WELCOME && step != STEP_CONNECT)
    {
      gtk_stack_remove (self->stack, shown);
      shown = NULL;
    }
  if (shown == NULL)
    {
      page = make_page (self, step, &shown);
      gtk_stack_add_named (self->stack, shown, name);
    }
  gtk_stack_set_visible_child_full (self->stack, step == STEP_WELCOME ? "welcome" : name,
                                    step < self->step ? GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT
                                                      : GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);

  return page;
}

/* Back from Ready would ask for a code that is used up. */
static gboolean
can_go_back (TidingsSetupWindow *self)
{
  return self->step > self->first && self->step != STEP_READY;
}

static void
go_to (TidingsSetupWindow *self,
       Step                step)
{
  TidingsPerson *person = find_self (self);

  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  if (step == STEP_NUMBER && person != NULL && person->verified_at != 0 && step > self->step)
    step = STEP_READY;
  if (step > STEP_NUMBER && person != NULL)
    self->person_id = person->id;

  self->page = show_page (self, step);
  self->step = step;
  show_title (self);
  gtk_widget_set_visible (self->back_button, can_go_back (self));
  focus_step (self);
}

static void
back_clicked_cb (TidingsSetupWindow *self)
{
  Step previous = self->step - 1;

  if (self->step == STEP_NUMBER && !self->with_account)
    previous = STEP_WELCOME;

  go_to (self, previous);
}

/* The first thing that is pressed after the first start comes before an agent that starts slowly is there. */
static void
switch_to_practice (TidingsSetupWindow *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  gboolean is_practice = FALSE;

  if (agent == NULL || !self->wants_practice)
    return;

  self->wants_practice = FALSE;
  g_object_get (self->client, "is-practice", &is_practice, NULL);
  if (!is_practice)
    tidings_bus_agent1_call_set_practice (agent, TRUE, NULL, tidings_verb_cb,
                                          tidings_verb_new (GTK_WIDGET (self->stack), NULL));
}

static void
practice_clicked_cb (TidingsSetupWindow *self)
{
  int state = TIDINGS_AGENT_CONNECTING;

  g_object_get (self->client, "agent-state", &state, NULL);
  if (state != TIDINGS_AGENT_CONNECTING && tidings_verb_get_agent (self->client, GTK_WIDGET (self->stack)) == NULL)
    return;

  self->wants_practice = TRUE;
  switch_to_practice (self);
  self->with_account = FALSE;
  go_to (self, STEP_NUMBER);
}

static void
connect_clicked_cb (TidingsSetupWindow *self)
{
  self->wants_practice = FALSE;
  self->with_account = TRUE;
  go_to (self, STEP_CONNECT);
}

static gboolean
tidings_setup_window_close_request (GtkWindow *window)
{
  TidingsSetupWindow *self = TIDINGS_SETUP_WINDOW (window);

  g_settings_set_boolean (self->settings, "set-up", TRUE);

  return GTK_WINDOW_CLASS (tidings_setup_window_parent_class)->close_request (window);
}

static void
tidings_setup_window_dispose (GObject *object)
{
  TidingsSetupWindow *self = TIDINGS_SETUP_WINDOW (object);

  g_clear_weak_pointer (&self->opener);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_SETUP_WINDOW);
  g_clear_object (&self->draft);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_setup_window_parent_class)->dispose (object);
}

static void
tidings_setup_window_class_init (TidingsSetupWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_setup_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tidings_setup_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-setup-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsSetupWindow, step_title);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetupWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetupWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetupWindow, picture);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetupWindow, practice_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetupWindow, account_button);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_clicked_cb);
}

static void
tidings_setup_window_init (TidingsSetupWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_picture_set_resource (self->picture, APP_PATH "/icons/scalable/actions/tidings-welcome.svg");
  tidings_wrap_button (self->practice_button);
  tidings_wrap_button (self->account_button);
}

void
tidings_setup_window_present (GtkWindow     *parent,
                              TidingsClient *client,
                              GSettings     *settings,
                              const char    *step)
{
  TidingsSetupWindow *self = NULL;
  gboolean is_practice = FALSE;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (step != NULL);

  g_object_get (client, "is-practice", &is_practice, NULL);
  self = g_object_new (TIDINGS_TYPE_SETUP_WINDOW, "transient-for", parent, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (switch_to_practice), self, G_CONNECT_SWAPPED);
  self->draft = tidings_connect_draft_new (client);
  g_set_weak_pointer (&self->opener, GTK_WIDGET (parent));

  self->first = g_str_equal (step, "connect") ? STEP_CONNECT : g_str_equal (step, "number") ? STEP_NUMBER : STEP_WELCOME;
  self->with_account = self->first == STEP_CONNECT || (self->first == STEP_NUMBER && !is_practice);
  gtk_window_present (GTK_WINDOW (self));
  go_to (self, self->first);
}
