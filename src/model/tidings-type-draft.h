/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert type while somebody makes or changes it: what may stand in it, and the type that comes of it. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_DRAFT_ERROR (tidings_type_draft_error_quark ())
GQuark tidings_type_draft_error_quark (void);

/** TidingsTypeDraftError: which part of a draft cannot be; the message is one sentence that names it */
typedef enum {
  TIDINGS_TYPE_DRAFT_ERROR_ID,
  TIDINGS_TYPE_DRAFT_ERROR_GROUP,
  TIDINGS_TYPE_DRAFT_ERROR_TITLE,
  TIDINGS_TYPE_DRAFT_ERROR_DESCRIPTION,
  TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE,
  TIDINGS_TYPE_DRAFT_ERROR_SUBJECT,
  TIDINGS_TYPE_DRAFT_ERROR_FIELDS,
  TIDINGS_TYPE_DRAFT_ERROR_SAMPLES,
  TIDINGS_TYPE_DRAFT_ERROR_COOLDOWN,
  TIDINGS_TYPE_DRAFT_ERROR_DEDUPE_FIELD,
  TIDINGS_TYPE_DRAFT_ERROR_LATE,
  TIDINGS_TYPE_DRAFT_ERROR_MAX_SEGMENTS,
} TidingsTypeDraftError;

/**
 * TidingsTypeDraft:
 * @id: name for programs
 * @group: group id; %TIDINGS_GROUP_OWN at first
 * @title: what people read
 * @description: (nullable): one sentence more
 * @template: the text
 * @subject: (nullable): heading in front of it
 * @fields: (nullable): as the catalog writes them (`code:number?`); %NULL takes them from the placeholders of the texts
 * @samples: (nullable): one for each of @fields; %NULL makes them up
 * @priority: how much it matters
 * @cooldown_s: seconds in which the same is sent once; 0 for no such time
 * @dedupe_field: (nullable): the field that tells the same from another
 * @late_s: seconds for which it makes sense, 0 for always
 * @max_segments: the most parts, 1 to 10
 * @is_private: erased at Twilio
 * @is_one_way: may come from a name
 *
 * Its strings are the draft's own. For who makes an own type: the window fills one, the bus fills one.
 */
typedef struct {
  char *id;
  char *group;
  char *title;
  char *description;
  char *template;
  char *subject;
  char **fields;
  char **samples;
  TidingsPriority priority;
  guint cooldown_s;
  char *dedupe_field;
  guint late_s;
  guint max_segments;
  gboolean is_private;
  gboolean is_one_way;
} TidingsTypeDraft;

/** tidings_type_draft_new: Returns: (transfer full): an empty one: group own, normal priority, one part */
TidingsTypeDraft *tidings_type_draft_new          (void);
/** tidings_type_draft_new_for_type: Returns: (transfer full): all that is said of an own type, to be changed */
TidingsTypeDraft *tidings_type_draft_new_for_type (TidingsAlertType       *type);
void              tidings_type_draft_free         (TidingsTypeDraft       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTypeDraft, tidings_type_draft_free)

/**
 * tidings_type_draft_set_fields:
 * @self: a draft
 * @fields: (nullable) (array zero-terminated=1): as the catalog writes them; %NULL for those that the texts name, as the draft
 *   has them if it does; of those that no text names, the ones that may be missing stay
 *
 * Replaces the fields. Samples of fields that stay are kept, the others made up.
 */
void              tidings_type_draft_set_fields   (TidingsTypeDraft       *self,
                                                   const char * const     *fields);

/**
 * tidings_type_draft_finish:
 * @self: a draft
 * @catalog: the types and groups that there are
 * @error: return location in #TIDINGS_TYPE_DRAFT_ERROR
 *
 * Checks the draft: an id of its own, a group that people may add to, texts whose placeholders are fields, fields that are used.
 *
 * Returns: (transfer full) (nullable): the type
 */
TidingsAlertType *tidings_type_draft_finish       (const TidingsTypeDraft *self,
                                                   TidingsCatalog         *catalog,
                                                   GError                **error);

/** tidings_type_draft_read: as tidings_type_draft_finish() for what was checked before and comes from the store. Returns: (transfer full) (nullable): the type; %NULL with a #G_KEY_FILE_ERROR */
TidingsAlertType *tidings_type_draft_read         (const TidingsTypeDraft *self,
                                                   GError                **error);

G_END_DECLS
