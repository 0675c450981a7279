/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages pushed over one another. */
#include "config.h"

#include "tidings-page-stack.h"

#include <adwaita.h>

/* The mouse's back button, as X and the Linux input layer number it. */
#define BACK_BUTTON 8

typedef struct {
  GtkWidget *page;
  GtkWidget *opener;   /* weak: had the focus when the page was pushed */
} Level;

struct _TidingsPageStack {
  GtkWidget parent_instance;

  GtkWidget *leaflet;
  GtkWidget *content;
  GPtrArray *levels;
  GPtrArray *leaving;   /* popped pages that are still sliding out */
  guint drop_id;
  guint focus_id;
};

enum {
  PROP_0,
  PROP_CONTENT,
  PROP_DEPTH,
  N_PROPS
};

static void tidings_page_stack_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsPageStack, tidings_page_stack, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, tidings_page_stack_buildable_init))

static GParamSpec *properties[N_PROPS];

static void
level_free (Level *level)
{
  g_clear_weak_pointer (&level->opener);
  g_free (level);
}

static GtkWidget *
get_top (TidingsPageStack *self)
{
  Level *level = NULL;

  if (self->levels->len == 0)
    return self->content;

  level = g_ptr_array_index (self->levels, self->levels->len - 1);

  return level->page;
}

static gboolean
drop_cb (gpointer user_data)
{
  TidingsPageStack *self = user_data;

  self->drop_id = 0;
  if (adw_leaflet_get_child_transition_running (ADW_LEAFLET (self->leaflet)))
    return G_SOURCE_REMOVE;

  while (self->leaving->len > 0)
    {
      GtkWidget *page = g_ptr_array_steal_index (self->leaving, self->leaving->len - 1);

      adw_leaflet_remove (ADW_LEAFLET (self->leaflet), page);
    }

  return G_SOURCE_REMOVE;
}

/* A popped page stays in the leaflet until it has slid out of sight; and the leaflet must not lose a child while it is
 * still busy telling that another one is visible. */
static void
drop_leaving (TidingsPageStack *self)
{
  if (self->drop_id == 0 && self->leaving->len > 0)
    self->drop_id = g_idle_add (drop_cb, self);
}

static gboolean
has_focus_inside (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == page || gtk_widget_is_ancestor (focus, page));
}

static gboolean
focus_cb (gpointer user_data)
{
  TidingsPageStack *self = user_data;

  self->focus_id = 0;
  if (!has_focus_inside (get_top (self)))
    gtk_widget_child_focus (get_top (self), GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

/* The leaflet takes the focus along if there was one, but not at once. */
static void
ensure_focus (TidingsPageStack *self)
{
  if (self->focus_id == 0)
    self->focus_id = g_idle_add (focus_cb, self);
}

static void
return_focus (TidingsPageStack *self,
              GtkWidget        *opener)
{
  if (opener == NULL || !gtk_widget_get_mapped (opener) || !gtk_widget_grab_focus (opener))
    ensure_focus (self);
}

static void
forget_top (TidingsPageStack *self)
{
  Level *level = g_ptr_array_steal_index (self->levels, self->levels->len - 1);
  g_autoptr(GtkWidget) opener = level->opener != NULL ? g_object_ref (level->opener) : NULL;

  g_ptr_array_add (self->leaving, level->page);
  level_free (level);
  return_focus (self, opener);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page-stack.pop", self->levels->len > 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEPTH]);
}

/* A swipe changes the visible child by itself; what was above it is then popped. */
static void
visible_child_cb (TidingsPageStack *self)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet));

  while (self->levels->len > 0 && get_top (self) != visible)
    forget_top (self);

  drop_leaving (self);
}

static void
pop_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  tidings_page_stack_pop (TIDINGS_PAGE_STACK (widget));
}

static gboolean
back_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  gboolean key_is_rtl = g_variant_get_boolean (arguments);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (key_is_rtl != is_rtl)
    return GDK_EVENT_PROPAGATE;

  return tidings_page_stack_pop (TIDINGS_PAGE_STACK (widget));
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  return tidings_page_stack_pop (TIDINGS_PAGE_STACK (widget));
}

static void
back_pressed_cb (TidingsPageStack *self,
                 int               n_press,
                 double            x,
                 double            y,
                 GtkGesture       *gesture)
{
  if (tidings_page_stack_pop (self))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
set_content (TidingsPageStack *self,
             GtkWidget        *content)
{
  if (self->content == content)
    return;

  tidings_page_stack_pop_to_content (self);
  if (self->content != NULL)
    adw_leaflet_remove (ADW_LEAFLET (self->leaflet), self->content);

  self->content = content;
  if (content != NULL)
    adw_leaflet_prepend (ADW_LEAFLET (self->leaflet), content);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

static void
tidings_page_stack_add_child (GtkBuildable *buildable,
                              GtkBuilder   *builder,
                              GObject      *child,
                              const char   *type)
{
  set_content (TIDINGS_PAGE_STACK (buildable), GTK_WIDGET (child));
}

static void
tidings_page_stack_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = tidings_page_stack_add_child;
}

static void
tidings_page_stack_dispose (GObject *object)
{
  TidingsPageStack *self = TIDINGS_PAGE_STACK (object);

  g_clear_handle_id (&self->drop_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_ptr_array_set_size (self->levels, 0);
  g_ptr_array_set_size (self->leaving, 0);
  self->content = NULL;
  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  g_clear_pointer (&self->leaflet, gtk_widget_unparent);

  G_OBJECT_CLASS (tidings_page_stack_parent_class)->dispose (object);
}

static void
tidings_page_stack_finalize (GObject *object)
{
  TidingsPageStack *self = TIDINGS_PAGE_STACK (object);

  g_ptr_array_unref (self->levels);
  g_ptr_array_unref (self->leaving);

  G_OBJECT_CLASS (tidings_page_stack_parent_class)->finalize (object);
}

static void
tidings_page_stack_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsPageStack *self = TIDINGS_PAGE_STACK (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_DEPTH:
      g_value_set_uint (value, self->levels->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_page_stack_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CONTENT:
      set_content (TIDINGS_PAGE_STACK (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_page_stack_class_init (TidingsPageStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_page_stack_dispose;
  object_class->finalize = tidings_page_stack_finalize;
  object_class->get_property = tidings_page_stack_get_property;
  object_class->set_property = tidings_page_stack_set_property;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DEPTH] = g_param_spec_uint ("depth", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "page-stack.pop", NULL, pop_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, back_key_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_ALT_MASK, back_key_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, back_key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_ALT_MASK, back_key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
tidings_page_stack_init (TidingsPageStack *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) level_free);
  self->leaving = g_ptr_array_new ();

  self->leaflet = adw_leaflet_new ();
  adw_leaflet_set_can_unfold (ADW_LEAFLET (self->leaflet), FALSE);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->leaflet), TRUE);
  gtk_widget_set_parent (self->leaflet, GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::child-transition-running", G_CALLBACK (drop_leaving), self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), BACK_BUTTON);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (back_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page-stack.pop", FALSE);
}

void
tidings_page_stack_push (TidingsPageStack *self,
                         GtkWidget        *page)
{
  Level *level = NULL;
  GtkRoot *root = NULL;

  g_return_if_fail (TIDINGS_IS_PAGE_STACK (self));
  g_return_if_fail (GTK_IS_WIDGET (page));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  level = g_new0 (Level, 1);
  level->page = page;
  if (root != NULL)
    g_set_weak_pointer (&level->opener, gtk_root_get_focus (root));

  adw_leaflet_append (ADW_LEAFLET (self->leaflet), page);
  g_ptr_array_add (self->levels, level);
  /* First of all, so that Back can take the focus. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page-stack.pop", TRUE);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), page);
  ensure_focus (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page-stack.pop", TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEPTH]);
}

gboolean
tidings_page_stack_pop (TidingsPageStack *self)
{
  GtkWidget *below = NULL;

  g_return_val_if_fail (TIDINGS_IS_PAGE_STACK (self), FALSE);

  if (self->levels->len == 0)
    return FALSE;

  below = self->levels->len > 1 ? ((Level *) g_ptr_array_index (self->levels, self->levels->len - 2))->page : self->content;
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), below);

  return TRUE;
}

void
tidings_page_stack_pop_to_content (TidingsPageStack *self)
{
  g_return_if_fail (TIDINGS_IS_PAGE_STACK (self));

  if (self->levels->len > 0)
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
}

guint
tidings_page_stack_get_depth (TidingsPageStack *self)
{
  g_return_val_if_fail (TIDINGS_IS_PAGE_STACK (self), 0);

  return self->levels->len;
}
