/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account can send from, and what stands in the way (reference, sections 1.5, 1.6, 3, 6 and 12). */
#pragma once

#include "tidings-sender.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

/**
 * tidings_twilio_list_numbers_async:
 *
 * GET …/IncomingPhoneNumbers.json, then …/SMS/ShortCodes.json, all pages. A key that may not see the short codes gets the
 * numbers alone.
 */
void       tidings_twilio_list_numbers_async      (TidingsTwilio       *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
/** tidings_twilio_list_numbers_finish: Returns: (transfer full) (element-type TidingsSender) (nullable): also those that cannot text */
GPtrArray *tidings_twilio_list_numbers_finish     (TidingsTwilio       *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

/**
 * TidingsService:
 * @sid: MG…
 * @name: friendly name
 * @logs_inbound: whether texts to its pool are logged, so that polling sees them: an inbound address, or the numbers' own
 * @smart_encoding: Twilio replaces look-alikes
 * @sticky_sender: the same sender for the same phone
 * @is_registered_us: `us_app_to_person_registered`
 */
typedef struct {
  char *sid;
  char *name;
  gboolean logs_inbound;
  gboolean smart_encoding;
  gboolean sticky_sender;
  gboolean is_registered_us;
} TidingsService;

void            tidings_service_free                  (TidingsService      *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsService, tidings_service_free)

/** tidings_twilio_list_services_async: GET messaging.twilio.com/v1/Services, all pages */
void            tidings_twilio_list_services_async    (TidingsTwilio       *self,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
/** tidings_twilio_list_services_finish: Returns: (transfer full) (element-type TidingsService) (nullable) */
GPtrArray      *tidings_twilio_list_services_finish   (TidingsTwilio       *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);
/** tidings_twilio_fetch_service_async: GET …/Services/{MG}, as it is now */
void            tidings_twilio_fetch_service_async    (TidingsTwilio       *self,
                                                       const char          *service,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
TidingsService *tidings_twilio_fetch_service_finish   (TidingsTwilio       *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);
/** tidings_twilio_list_pool_async: the numbers, short codes and names of a service: three lists, all pages */
void            tidings_twilio_list_pool_async        (TidingsTwilio       *self,
                                                       const char          *service,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
/** tidings_twilio_list_pool_finish: Returns: (transfer full) (element-type TidingsSender) (nullable): each with its service */
GPtrArray      *tidings_twilio_list_pool_finish       (TidingsTwilio       *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);

/** TidingsRegistration: where a registration for US texts stands; UNKNOWN for words of the future */
typedef enum {
  TIDINGS_REGISTRATION_UNKNOWN,
  TIDINGS_REGISTRATION_NONE,       /* nothing was handed in */
  TIDINGS_REGISTRATION_PENDING,
  TIDINGS_REGISTRATION_GOOD,
  TIDINGS_REGISTRATION_REFUSED,
} TidingsRegistration;

/** tidings_twilio_get_campaign_async: GET …/Services/{MG}/Compliance/Usa2p: the best state of its campaigns */
void       tidings_twilio_get_campaign_async      (TidingsTwilio       *self,
                                                   const char          *service,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
/** tidings_twilio_get_campaign_finish: Returns: %FALSE with @error set */
gboolean   tidings_twilio_get_campaign_finish     (TidingsTwilio       *self,
                                                   GAsyncResult        *result,
                                                   TidingsRegistration *registration,
                                                   GError             **error);
/** tidings_twilio_get_toll_free_async: GET …/Tollfree/Verifications?TollfreePhoneNumberSid={PN}; @number_sid: PN… */
void       tidings_twilio_get_toll_free_async     (TidingsTwilio       *self,
                                                   const char          *number_sid,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
/** tidings_twilio_get_toll_free_finish: @reason: (out) (transfer full) (nullable) (optional): Twilio's own words when refused */
gboolean   tidings_twilio_get_toll_free_finish    (TidingsTwilio       *self,
                                                   GAsyncResult        *result,
                                                   TidingsRegistration *registration,
                                                   char               **reason,
                                                   GError             **error);

/** tidings_twilio_is_country_allowed_async: GET accounts.twilio.com/v1/Messaging/GeoPermissions?CountryCode={ISO} */
void       tidings_twilio_is_country_allowed_async  (TidingsTwilio       *self,
                                                     const char          *country,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
/** tidings_twilio_is_country_allowed_finish: Returns: %FALSE with @error set */
gboolean   tidings_twilio_is_country_allowed_finish (TidingsTwilio       *self,
                                                     GAsyncResult        *result,
                                                     gboolean            *is_allowed,
                                                     GError             **error);

/** tidings_twilio_list_caller_ids_async: GET …/OutgoingCallerIds.json, all pages */
void       tidings_twilio_list_caller_ids_async   (TidingsTwilio       *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
/** tidings_twilio_list_caller_ids_finish: Returns: (transfer full) (array zero-terminated=1) (nullable): E.164 numbers that a trial account may text */
char     **tidings_twilio_list_caller_ids_finish  (TidingsTwilio       *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

G_END_DECLS
