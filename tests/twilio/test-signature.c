/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twilio's signature: vectors of its own libraries and of the reference (section 9.4), and everything that is no signature. */
#include "config.h"

#include <string.h>

#include "tidings-signature.h"

#define TOKEN "12345"
#define URL "https://mycompany.com/myapp.php?foo=1&bar=2"
#define HASH "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
#define JSON "{\"property\": \"value\", \"boolean\": true}"
#define JSON_URL "https://mycompany.com/hook?bodySHA256=" HASH
#define OWN_URL "https://alerts.example.com/sms"

#define END { NULL, NULL }
#define MAX_PAIRS 12

static const TidingsSignedPair call[MAX_PAIRS] = {
  { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
  { "CallSid", "CA1234567890ABCDE" }, END,
};
static const TidingsSignedPair twice[MAX_PAIRS] = {
  { "Sid", "CA123" }, { "SidAccount", "AC123" }, { "Digits", "5678" }, { "Digits", "1234" }, { "Digits", "1234" }, END,
};
static const TidingsSignedPair text[MAX_PAIRS] = {
  { "ToCountry", "US" }, { "To", "+14155550199" }, { "SmsStatus", "received" }, { "NumMedia", "0" },
  { "MessageSid", "SM00000000000000000000000000000001" }, { "From", "+14155550123" }, { "Body", "Running late ✓ " }, END,
};
static const TidingsSignedPair none[MAX_PAIRS] = { END };

static gsize
count (const TidingsSignedPair *pairs)
{
  gsize n = 0;

  while (pairs[n].name != NULL)
    n++;

  return n;
}

/* What Twilio signs, and makes. */
static const struct { const char *url; const TidingsSignedPair *pairs; const char *signature; const char *why; } vectors[] = {
  { URL, call, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "the classic one" },
  { "https://mycompany.com:443/myapp.php?foo=1&bar=2", call, "kvajT1Ptam85bY51eRf/AJRuM3w=", "signed with the port" },
  { "http://mycompany.com:80/myapp.php?foo=1&bar=2", call, "0ZXoZLH/DfblKGATFgpif+LLRf4=", "the same without TLS" },
  { URL, twice, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", "each value of a name once, in order" },
  { JSON_URL, none, "Zt6e5HPzrcUx+P8rk3xGMAlwtRw=", "no form: the address alone" },
  { OWN_URL, text, "Cj7OY+Gt2F7BKWRwOakXsU3uc8E=", "letters of all scripts, and a blank at the end" },
  { OWN_URL, none, "D7jQBrxF59nxQjQT7Ww+Bidskp8=", "GET: nothing is added" },
};

static void
test_make (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *signature = tidings_signature_make (TOKEN, vectors[i].url, vectors[i].pairs, count (vectors[i].pairs));

      g_test_message ("%s", vectors[i].why);
      g_assert_cmpstr (signature, ==, vectors[i].signature);
    }
}

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_test_message ("%s", vectors[i].why);
      g_assert_true (tidings_signature_check (TOKEN, vectors[i].signature, vectors[i].url, vectors[i].pairs,
                                              count (vectors[i].pairs), NULL));
    }
}

/* The signature of an address is good for every way of writing its port. */
static void
test_ports (void)
{
  static const struct { const char *signed_url; const char *url; gboolean is_good; const char *why; } cases[] = {
    { "https://h.example/x", "https://h.example/x", TRUE, "as it is" },
    { "https://h.example:443/x", "https://h.example/x", TRUE, "with the port of https" },
    { "https://h.example/x", "https://h.example:443/x", TRUE, "and without it" },
    { "https://h.example/x", "https://h.example:8443/x", TRUE, "without a port of our own" },
    { "https://h.example:8443/x", "https://h.example:8443/x", TRUE, "with it" },
    { "http://h.example:80/x", "http://h.example/x", TRUE, "with the port of http" },
    { "http://h.example/x", "http://h.example:80/x", TRUE, "and without it" },
    { "https://h.example:443", "https://h.example", TRUE, "no path at all" },
    { "https://h.example:443?x=1", "https://h.example?x=1", TRUE, "a query right behind the host" },
    { "https://h.example:443/x?u=http://other:1/", "https://h.example/x?u=http://other:1/", TRUE, "a colon in the query is no port" },
    { "https://user:pass@h.example:443/x", "https://user:pass@h.example/x", TRUE, "nor is one of a password" },
    { "https://[2001:db8::1]:443/x", "https://[2001:db8::1]/x", TRUE, "nor are those of an address" },
    { "https://[2001:db8::1]/x", "https://[2001:db8::1]:443/x", TRUE, "the same the other way" },
    { "HTTPS://h.example:443/x", "HTTPS://h.example/x", TRUE, "case does not matter in a scheme" },
    { "https://h.example:80/x", "https://h.example/x", FALSE, "the port of another scheme" },
    { "https://h.example:8443/x", "https://h.example/x", FALSE, "a port that nobody told us" },
    { "https://h.example:8443/x", "https://h.example:443/x", FALSE, "another port" },
    { "http://h.example/x", "https://h.example/x", FALSE, "another scheme" },
    { "gopher://h.example:70/x", "gopher://h.example/x", FALSE, "a scheme whose port we do not add" },
    { "h.example:443/x", "h.example/x", FALSE, "no scheme" },
    { "https://[2001:db8::1", "https://[2001:db8::1", TRUE, "broken, and signed like that" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *signature = tidings_signature_make (TOKEN, cases[i].signed_url, call, count (call));

      g_test_message ("%s", cases[i].why);
      g_assert_true (tidings_signature_check (TOKEN, signature, cases[i].url, call, count (call), NULL) == cases[i].is_good);
    }
}

static void
test_body (void)
{
  static const char good[] = "Zt6e5HPzrcUx+P8rk3xGMAlwtRw=";
  static const struct { const char *url; const char *body; gboolean is_good; const char *why; } cases[] = {
    { JSON_URL, JSON, TRUE, "signed, and the hash is the body's" },
    { JSON_URL, JSON " ", FALSE, "a blank more" },
    { JSON_URL, "{\"property\": \"Value\", \"boolean\": true}", FALSE, "one byte changed" },
    { JSON_URL, "", FALSE, "no body" },
    { JSON_URL "&x=1", JSON, TRUE, "a query that goes on" },
    { "https://mycompany.com/hook?x=1&bodySHA256=" HASH, JSON, TRUE, "a query that began before" },
    { "https://mycompany.com/hook", JSON, FALSE, "no hash: nothing binds this body to the signature" },
    { "https://mycompany.com/hook?notbodySHA256=" HASH, JSON, FALSE, "another name" },
    { "https://mycompany.com/hook?bodySHA256=", JSON, FALSE, "an empty hash" },
    { JSON_URL "0", JSON, FALSE, "a longer hash" },
    { "https://mycompany.com/bodySHA256=" HASH, JSON, FALSE, "not in the query" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *signature = tidings_signature_make (TOKEN, cases[i].url, NULL, 0);
      g_autoptr(GBytes) body = g_bytes_new (cases[i].body, strlen (cases[i].body));

      g_test_message ("%s", cases[i].why);
      g_assert_true (tidings_signature_check (TOKEN, signature, cases[i].url, NULL, 0, body) == cases[i].is_good);
    }

  {
    g_autoptr(GBytes) body = g_bytes_new (JSON, strlen (JSON));
    g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

    g_assert_cmpstr (hash, ==, HASH);
    g_assert_true (tidings_signature_check (TOKEN, good, JSON_URL, NULL, 0, body));
    /* A good hash without a good signature is worth nothing. */
    g_assert_false (tidings_signature_check (TOKEN, "Zt6e5HPzrcUx+P8rk3xGMAlwtRx=", JSON_URL, NULL, 0, body));
  }
}

static void
test_not_signatures (void)
{
  static const struct { const char *signature; const char *why; } cases[] = {
    { NULL, "no header" },
    { "", "an empty one" },
    { "=", "half of nothing" },
    { "RSOYDt4T1cUTdK1PDd93/VVr8B8", "one too short: odd in length" },
    { "RSOYDt4T1cUTdK1PDd93/VVr8B8=\n", "one too long" },
    { "RSOYDt4T1cUTdK1PDd93/VVr8B8= ", "a blank behind" },
    { "rSOYDt4T1cUTdK1PDd93/VVr8B8=", "the first letter changed" },
    { "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "the last letter changed: the same bytes, written otherwise" },
    { "RSOYDt4T1cUTdK1PDd93_VVr8B8=", "the other alphabet of Base64" },
    { "sha1=RSOYDt4T1cUTdK1PDd93/VVr8B8=", "as others sign" },
    { "Cj7OY+Gt2F7BKWRwOakXsU3uc8E=", "the signature of another request" },
    { "4523980ede13d5c513", "hexadecimal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_false (tidings_signature_check (TOKEN, cases[i].signature, URL, call, count (call), NULL));
    }
}

/* The classic request with one thing changed; its signature is not good for any of them. */
static void
test_changed (void)
{
  static const struct { const char *token; const char *url; TidingsSignedPair pairs[MAX_PAIRS]; const char *why; } cases[] = {
    { "12346", URL, { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
                      { "CallSid", "CA1234567890ABCDE" }, END }, "another token" },
    { "", URL, { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
                 { "CallSid", "CA1234567890ABCDE" }, END }, "no token" },
    { TOKEN, URL, { { "To", "+18005551213" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
                    { "CallSid", "CA1234567890ABCDE" }, END }, "a digit changed" },
    { TOKEN, URL, { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234 " }, { "Caller", "+14158675309" },
                    { "CallSid", "CA1234567890ABCDE" }, END }, "a blank more" },
    { TOKEN, URL, { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" }, END },
      "a parameter less" },
    { TOKEN, URL, { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
                    { "CallSid", "CA1234567890ABCDE" }, { "Zip", "94107" }, END }, "a parameter more" },
    { TOKEN, URL, { { "to", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
                    { "CallSid", "CA1234567890ABCDE" }, END }, "a name in lower case" },
    { TOKEN, "https://mycompany.com/myapp.php?bar=2&foo=1",
      { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
        { "CallSid", "CA1234567890ABCDE" }, END }, "the query in another order" },
    { TOKEN, "https://mycompany.com/myapp.php?foo=1&bar=%32",
      { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
        { "CallSid", "CA1234567890ABCDE" }, END }, "the query in another encoding" },
    { TOKEN, "https://mycompany.com/myapp.php/?foo=1&bar=2",
      { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
        { "CallSid", "CA1234567890ABCDE" }, END }, "another path" },
    { TOKEN, "http://mycompany.com/myapp.php?foo=1&bar=2",
      { { "To", "+18005551212" }, { "From", "+14158675309" }, { "Digits", "1234" }, { "Caller", "+14158675309" },
        { "CallSid", "CA1234567890ABCDE" }, END }, "without TLS" },
    { TOKEN, URL, { END }, "no parameters" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_false (tidings_signature_check (cases[i].token, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", cases[i].url, cases[i].pairs,
                                               count (cases[i].pairs), NULL));
    }
}

/* What order and doubles do, and do not. */
static void
test_pairs (void)
{
  static const TidingsSignedPair once[MAX_PAIRS] = {
    { "Sid", "CA123" }, { "SidAccount", "AC123" }, { "Digits", "1234" }, { "Digits", "5678" }, END,
  };
  static const TidingsSignedPair with_empty[MAX_PAIRS] = { { "A", "" }, { "B", "x" }, END };
  static const TidingsSignedPair without_empty[MAX_PAIRS] = { { "B", "x" }, END };
  static const TidingsSignedPair same_value[MAX_PAIRS] = { { "A", "x" }, { "B", "x" }, END };
  g_autofree char *of_once = tidings_signature_make (TOKEN, URL, once, count (once));
  g_autofree char *of_twice = tidings_signature_make (TOKEN, URL, twice, count (twice));
  g_autofree char *empty = tidings_signature_make (TOKEN, URL, with_empty, count (with_empty));
  g_autofree char *no_empty = tidings_signature_make (TOKEN, URL, without_empty, count (without_empty));
  g_autofree char *same = tidings_signature_make (TOKEN, URL, same_value, count (same_value));
  g_autofree char *joined = tidings_signature_make (TOKEN, URL "AxBx", NULL, 0);

  /* The same value of the same name is one; the order they came in is none. */
  g_assert_cmpstr (of_once, ==, of_twice);
  /* A name counts although its value is empty. */
  g_assert_cmpstr (empty, !=, no_empty);
  /* The same value of two names is two, with nothing in between. */
  g_assert_cmpstr (same, ==, joined);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twilio/signature/make", test_make);
  g_test_add_func ("/twilio/signature/vectors", test_vectors);
  g_test_add_func ("/twilio/signature/ports", test_ports);
  g_test_add_func ("/twilio/signature/body", test_body);
  g_test_add_func ("/twilio/signature/not-signatures", test_not_signatures);
  g_test_add_func ("/twilio/signature/changed", test_changed);
  g_test_add_func ("/twilio/signature/pairs", test_pairs);

  return g_test_run ();
}
