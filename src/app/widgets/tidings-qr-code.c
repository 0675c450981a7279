/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code on the screen. */
#include "config.h"

#include "tidings-qr-code.h"

#include "tidings-qr.h"

/* Large enough for a phone at an arm's length; each module is a whole number of pixels, so that edges are sharp. */
#define MIN_SIZE 132

struct _TidingsQrCode
{
  GtkWidget parent_instance;

  char *text;
  TidingsQr *code;
};

enum {
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsQrCode, tidings_qr_code, GTK_TYPE_WIDGET)

static guint
get_modules (TidingsQrCode *self)
{
  return self->code != NULL ? self->code->size + 2 * TIDINGS_QR_MARGIN : 0;
}

static void
set_text (TidingsQrCode *self,
          const char    *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_pointer (&self->code, tidings_qr_free);
  if (text != NULL && *text != '\0')
    self->code = tidings_qr_new (text);

  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
tidings_qr_code_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  guint n_modules = get_modules (TIDINGS_QR_CODE (widget));
  int size = n_modules == 0 ? 0 : (int) (n_modules * MAX (2, (MIN_SIZE + n_modules - 1) / n_modules));

  *minimum = size;
  *natural = size;
}

static void
append_square (GtkSnapshot   *snapshot,
               const GdkRGBA *color,
               float          x,
               float          y,
               float          width,
               float          height)
{
  graphene_rect_t square = GRAPHENE_RECT_INIT (x, y, width, height);

  gtk_snapshot_append_color (snapshot, color, &square);
}

static void
tidings_qr_code_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  /* Not colours of the theme: many phones cannot read light on dark. */
  static const GdkRGBA dark = { 0, 0, 0, 1 };
  static const GdkRGBA light = { 1, 1, 1, 1 };
  TidingsQrCode *self = TIDINGS_QR_CODE (widget);
  guint n_modules = get_modules (self);
  int module = n_modules > 0 ? MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) / (int) n_modules : 0;
  int left = (gtk_widget_get_width (widget) - module * (int) n_modules) / 2;
  int top = (gtk_widget_get_height (widget) - module * (int) n_modules) / 2;

  if (module == 0)
    return;

  append_square (snapshot, &light, left, top, module * n_modules, module * n_modules);
  for (guint y = 0; y < self->code->size; y++)
    for (guint x = 0; x < self->code->size; x++)
      if (tidings_qr_is_dark (self->code, x, y))
        append_square (snapshot, &dark, left + module * (int) (x + TIDINGS_QR_MARGIN), top + module * (int) (y + TIDINGS_QR_MARGIN),
                       module, module);
}

static void
tidings_qr_code_finalize (GObject *object)
{
  TidingsQrCode *self = TIDINGS_QR_CODE (object);

  g_clear_pointer (&self->code, tidings_qr_free);
  g_free (self->text);

  G_OBJECT_CLASS (tidings_qr_code_parent_class)->finalize (object);
}

static void
tidings_qr_code_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, TIDINGS_QR_CODE (object)->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_qr_code_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXT:
      set_text (TIDINGS_QR_CODE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_qr_code_class_init (TidingsQrCodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = tidings_qr_code_finalize;
  object_class->get_property = tidings_qr_code_get_property;
  object_class->set_property = tidings_qr_code_set_property;
  widget_class->measure = tidings_qr_code_measure;
  widget_class->snapshot = tidings_qr_code_snapshot;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tidings_qr_code_init (TidingsQrCode *self)
{
}

GtkWidget *
tidings_qr_code_new (void)
{
  return g_object_new (TIDINGS_TYPE_QR_CODE, NULL);
}
