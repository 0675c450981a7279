/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answer: the words that carriers know, the ones that they do not, and DONE and LATER. */
#include "config.h"

#include "tidings-answer.h"

static void
test_parse (void)
{
  static const struct { const char *body; TidingsAnswerKind kind; gint64 number; const char *why; } cases[] = {
    { "STOP", TIDINGS_ANSWER_STOP, 0, "the word itself" },
    { "STOPALL", TIDINGS_ANSWER_STOP, 0, "Twilio's list" },
    { "UNSUBSCRIBE", TIDINGS_ANSWER_STOP, 0, "Twilio's list" },
    { "CANCEL", TIDINGS_ANSWER_STOP, 0, "Twilio's list, whatever was meant" },
    { "END", TIDINGS_ANSWER_STOP, 0, "Twilio's list" },
    { "QUIT", TIDINGS_ANSWER_STOP, 0, "Twilio's list" },
    { "REVOKE", TIDINGS_ANSWER_STOP, 0, "Twilio's list" },
    { "OPTOUT", TIDINGS_ANSWER_STOP, 0, "Twilio's list" },
    { "stop", TIDINGS_ANSWER_STOP, 0, "any case" },
    { "Stop", TIDINGS_ANSWER_STOP, 0, "as phones write it" },
    { "  sToP \r\n", TIDINGS_ANSWER_STOP, 0, "blanks around it" },
    { "START", TIDINGS_ANSWER_START, 0, "Twilio's list" },
    { "yes", TIDINGS_ANSWER_START, 0, "Twilio's list" },
    { "Unstop", TIDINGS_ANSWER_START, 0, "Twilio's list" },
    { "HELP", TIDINGS_ANSWER_HELP, 0, "Twilio's list" },
    { "info", TIDINGS_ANSWER_HELP, 0, "Twilio's list" },

    { "Stop please", TIDINGS_ANSWER_WANTS_STOP, 0, "two words: Twilio does not count it" },
    { "STOP.", TIDINGS_ANSWER_WANTS_STOP, 0, "a point: Twilio does not count it" },
    { "stop!!", TIDINGS_ANSWER_WANTS_STOP, 0, "signs" },
    { "“STOP”", TIDINGS_ANSWER_WANTS_STOP, 0, "quoted as it was asked for" },
    { "Bitte stopp", TIDINGS_ANSWER_WANTS_STOP, 0, "another language" },
    { "STOPP", TIDINGS_ANSWER_WANTS_STOP, 0, "German, which Twilio does not know" },
    { "Arrêt", TIDINGS_ANSWER_WANTS_STOP, 0, "French" },
    { "Please stop texting me, I mean it", TIDINGS_ANSWER_WANTS_STOP, 0, "a sentence that says so" },
    { "no more messages", TIDINGS_ANSWER_WANTS_STOP, 0, "without the word" },
    { "keine SMS mehr", TIDINGS_ANSWER_WANTS_STOP, 0, "without the word, German" },
    { "how do I unsubscribe from this thing here?", TIDINGS_ANSWER_WANTS_STOP, 0, "the word alone says it" },
    { "I want to opt out", TIDINGS_ANSWER_WANTS_STOP, 0, "written as two" },
    { "opt-out", TIDINGS_ANSWER_WANTS_STOP, 0, "written with a hyphen" },

    { "We meet at the bus stop by the church at nine", TIDINGS_ANSWER_NONE, 0, "a stop for buses" },
    { "The end", TIDINGS_ANSWER_NONE, 0, "not the word alone" },
    { "Cancel the dentist", TIDINGS_ANSWER_NONE, 0, "meant for a person" },
    { "yes!", TIDINGS_ANSWER_NONE, 0, "not the word alone" },
    { "starting now", TIDINGS_ANSWER_NONE, 0, "only begins like a word" },
    { "stopover in Riga", TIDINGS_ANSWER_NONE, 0, "only begins like a word" },
    { "help me", TIDINGS_ANSWER_NONE, 0, "not the word alone" },
    { "On my way", TIDINGS_ANSWER_NONE, 0, "something to read" },
    { "", TIDINGS_ANSWER_NONE, 0, "a picture without words" },
    { "   ", TIDINGS_ANSWER_NONE, 0, "blanks" },
    { "👍", TIDINGS_ANSWER_NONE, 0, "no word at all" },
    { "\xff\xfe", TIDINGS_ANSWER_NONE, 0, "no text at all" },
    { NULL, TIDINGS_ANSWER_NONE, 0, "nothing" },

    { "DONE", TIDINGS_ANSWER_DONE, 0, "as it was asked for" },
    { "done", TIDINGS_ANSWER_DONE, 0, "any case" },
    { "Done.", TIDINGS_ANSWER_DONE, 0, "a point" },
    { "Done! 🎉", TIDINGS_ANSWER_DONE, 0, "joy" },
    { "DONE #12", TIDINGS_ANSWER_DONE, 12, "which one" },
    { "DONE 12", TIDINGS_ANSWER_DONE, 12, "which one, without the sign" },
    { "done#12", TIDINGS_ANSWER_DONE, 12, "no blank" },
    { "#12 done", TIDINGS_ANSWER_DONE, 12, "the other way round" },
    { "done12", TIDINGS_ANSWER_DONE, 12, "nothing between" },
    { "DONE\n#7", TIDINGS_ANSWER_DONE, 7, "on two lines" },
    { "done, thanks", TIDINGS_ANSWER_DONE, 0, "politely" },
    { "Fertig", TIDINGS_ANSWER_DONE, 0, "German" },
    { "erledigt, danke!", TIDINGS_ANSWER_DONE, 0, "German, politely" },
    { "FERTIG #3", TIDINGS_ANSWER_DONE, 3, "German, which one" },
    { "Terminé", TIDINGS_ANSWER_DONE, 0, "French, with its accent" },
    { "termine", TIDINGS_ANSWER_DONE, 0, "French, without" },
    { "HECHO", TIDINGS_ANSWER_DONE, 0, "Spanish" },
    { "Färdig", TIDINGS_ANSWER_DONE, 0, "Swedish" },
    { "færdig", TIDINGS_ANSWER_DONE, 0, "Danish" },
    { "готово", TIDINGS_ANSWER_DONE, 0, "Russian" },
    { "BİTTİ", TIDINGS_ANSWER_DONE, 0, "Turkish capitals" },
    { "完了", TIDINGS_ANSWER_DONE, 0, "Japanese" },
    { "Done?", TIDINGS_ANSWER_NONE, 0, "a question" },
    { "not done", TIDINGS_ANSWER_NONE, 0, "the opposite" },
    { "done with the bins but not the rest", TIDINGS_ANSWER_NONE, 0, "a letter" },
    { "DONE #12 #13", TIDINGS_ANSWER_NONE, 0, "two numbers" },
    { "DONE #0", TIDINGS_ANSWER_NONE, 0, "no such number" },
    { "DONE 4915123456789", TIDINGS_ANSWER_NONE, 0, "a number of another kind" },
    { "12", TIDINGS_ANSWER_NONE, 0, "a number alone" },

    { "LATER", TIDINGS_ANSWER_LATER, 0, "as it was asked for" },
    { "later please", TIDINGS_ANSWER_LATER, 0, "politely" },
    { "Later #12", TIDINGS_ANSWER_LATER, 12, "which one" },
    { "snooze", TIDINGS_ANSWER_LATER, 0, "as clocks call it" },
    { "SPÄTER", TIDINGS_ANSWER_LATER, 0, "German" },
    { "spa\xcc\x88ter", TIDINGS_ANSWER_LATER, 0, "German, letter and dots apart" },
    { "Spaeter", TIDINGS_ANSWER_LATER, 0, "German without umlauts" },
    { "plus tard", TIDINGS_ANSWER_LATER, 0, "French: two words" },
    { "Más tarde", TIDINGS_ANSWER_LATER, 0, "Spanish" },
    { "Più tardi!", TIDINGS_ANSWER_LATER, 0, "Italian" },
    { "później", TIDINGS_ANSWER_LATER, 0, "Polish" },
    { "see you later", TIDINGS_ANSWER_NONE, 0, "a farewell" },
    { "sooner or later", TIDINGS_ANSWER_NONE, 0, "a saying" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsAnswer answer = tidings_answer_parse (cases[i].body);

      g_test_message ("%s: %s", cases[i].body != NULL && g_utf8_validate (cases[i].body, -1, NULL) ? cases[i].body : "-", cases[i].why);
      g_assert_cmpint (answer.kind, ==, cases[i].kind);
      g_assert_cmpint (answer.number, ==, cases[i].number);
    }
}

static void
test_words (void)
{
  g_assert_cmpstr (tidings_answer_parse (" cancel ").word, ==, "CANCEL");
  g_assert_true (tidings_answer_is_cancel (tidings_answer_parse ("Cancel").word));
  g_assert_false (tidings_answer_is_cancel (tidings_answer_parse ("stop").word));
  g_assert_null (tidings_answer_parse ("done").word);
}

static void
test_wordings (void)
{
  static const struct { const char *wording; gboolean asks; const char *rest; const char *why; } cases[] = {
    { "{{ chore }} is due {{ when? }}. Reply DONE when it is done.", TRUE, "{{ chore }} is due {{ when? }}.", "the built-in one" },
    { "{{ chore }} ist {{ when? }} fällig. Antworte DONE, wenn es erledigt ist.", TRUE, "{{ chore }} ist {{ when? }} fällig.", "another language" },
    { "Reply DONE or LATER. {{ chore }}!", TRUE, "{{ chore }}!", "in front" },
    { "{{ chore }}\nReply LATER", FALSE, "{{ chore }}", "on a line of its own" },
    { "{{ chore }} is done.", FALSE, "{{ chore }} is done.", "a word, not a request" },
    { "{{ DONE }} is a value.", FALSE, "{{ DONE }} is a value.", "the name of a value" },
    { "ABANDONED", FALSE, "ABANDONED", "part of a word" },
    { "Reply DONE", TRUE, "Reply DONE", "nothing else to say" },
    { "{{ chore }} is due. Reply DONE\nReply STOP to unsubscribe", TRUE, "{{ chore }} is due.", "how to unsubscribe behind it" },
    { "{{ code }} is your code. Reply STOP to end them.", FALSE, "{{ code }} is your code.", "within a wording" },
    { "At the bus stop. NONSTOP", FALSE, "At the bus stop. NONSTOP", "a stop that nobody asks for" },
    { "At 5.30 {{ chore }}. Say DONE.", TRUE, "At 5.30 {{ chore }}.", "a point that ends nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rest = tidings_answer_drop_requests (cases[i].wording);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_answer_asks_for_done (cases[i].wording), ==, cases[i].asks);
      g_assert_cmpstr (rest, ==, cases[i].rest);
    }

  g_assert_true (tidings_answer_asks_for_cancel ("Reply CANCEL to cancel"));
  g_assert_false (tidings_answer_asks_for_cancel ("It was canceled"));
  g_assert_false (tidings_answer_asks_for_cancel (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/answer/parse", test_parse);
  g_test_add_func ("/answer/words", test_words);
  g_test_add_func ("/answer/wordings", test_wordings);

  return g_test_run ();
}
