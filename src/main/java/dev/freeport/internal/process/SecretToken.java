package dev.freeport.internal.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds tokens in a text by their prefixes, and by their shape: long, and of capitals, small letters and digits mixed as by
 * chance. Digests and ids, of which all letters are of one case, are none.
 */
final class SecretToken {
    /** Each with the least length behind it; a question mark asks for two digits there, as words may begin so. */
    private static final String[] PREFIXES =
            ("ghp_:20 gho_:20 ghu_:20 ghs_:20 ghr_:20 github_pat_:20 glpat-:16 gldt-:16"
                            + " glrt-:16 glcbt-:16 glptt-:16 glft-:16 glimt-:16 glagent-:16 gloas-:16 glsoat-:16 glffct-:16 xoxa-:10"
                            + " xoxb-:10 xoxp-:10 xoxr-:10 xoxs-:10 xoxe-:10 xoxe.:10 xoxc-:10 xoxd-:10 xapp-:10 xwfp-:10 npm_:30 pypi-:30"
                            + " dop_v1_:30 doo_v1_:30 dor_v1_:30 sk_live_:16 sk_test_:16 rk_live_:16 rk_test_:16 whsec_:20 sk-ant-:20"
                            + " sk-proj-:20 sk-:20? AKIA:16 ASIA:16 ABIA:16 ACCA:16 LTAI:12? AKID:13? AIza:35 ya29.:20 GOCSPX-:20 SG.:20"
                            + " shpat_:32 shpca_:32 shppa_:32 shpss_:32 sq0atp-:20 sq0csp-:20 hf_:30 api_org_:30 r8_:30 gsk_:30 xai-:30"
                            + " pplx-:30 dapi:32? hvs.:20 hvb.:20 hvr.:20 lin_api_:30 lin_oauth_:30 ntn_:30 figd_:30 figu_:30 dckr_pat_:20"
                            + " dckr_oat_:20 dp.pt.:30 dp.st.:30 dp.ct.:30 dp.sa.:30 pul-:40 rubygems_:40 nfp_:30 nfc_:30 fo1_:30"
                            + " ATATT3x:20 ATCTT3x:20 ATBB:20? BBDC-:30 NRAK-:20 NRII-:20 NRJS-:15 NRBR-:15 glsa_:30 glc_:30 sntrys_:30"
                            + " sntryu_:60 PMAK-:30 EZAK:50 EZTK:50 duffel_test_:30 duffel_live_:30 shippo_live_:30 shippo_test_:30 tfp_:40"
                            + " AGE-SECRET-KEY-:40 CFPAT-:30 ops_eyJ:20 tskey-:15 pscale_tkn_:30 pscale_pw_:30 pscale_oauth_:30 sbp_:30"
                            + " sb_secret_:20 CCIPAT_:20 bkua_:30 AKCp:20? v4.local.:20 v2.local.:20 xkeysib-:30 key-:32? SK:32? secret_:40?"
                            + " sgp_:30 rnd_:20? p8e-:30 oy2:40? EAAA:50 ico-:30? phc_:30 phx_:30 dt0c01.:20 eyJ:20")
                    .split(" ");

    /** Addresses that are secrets from here on. */
    private static final String[] HOOKS = {
        "hooks.slack.com/services/",
        "discord.com/api/webhooks/",
        "discordapp.com/api/webhooks/",
        "webhook.office.com/",
        "api.telegram.org/bot",
        "-----BEGIN"
    };

    private static final int SHORTEST = 24;
    private static final int LONG_ENOUGH_TO_TELL = 96;
    private static final int SECRET_OF_AWS = 40;

    private SecretToken() {}

    static String hide(String text) {
        StringBuilder hidden = null;
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            int end = end(text, i);
            if (end > i) {
                hidden = (hidden == null ? new StringBuilder() : hidden)
                        .append(text, copied, i)
                        .append(Secrets.HIDDEN);
                copied = end;
                i = end;
            } else {
                i = next(text, i);
            }
        }
        return hidden == null
                ? text
                : hidden.append(text, copied, text.length()).toString();
    }

    private static int next(String text, int from) {
        int i = from;
        while (i < text.length() && isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        while (i < text.length() && !isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-') {
            i++;
        }
        return i == from ? from + 1 : i;
    }

    /** Returns where the token that begins here ends; the same place if none does. */
    private static int end(String text, int start) {
        for (String hook : HOOKS) {
            if (text.startsWith(hook, start)) {
                return whole(text, start);
            }
        }
        if (!isLetterOrDigit(text.charAt(start))) {
            return start;
        }
        for (Prefix prefix : Prefix.of(text.charAt(start))) {
            if (prefix.begins(text, start)) {
                return pair(text, run(text, start));
            }
        }
        if (isOfTelegram(text, start)) {
            return run(text, text.indexOf(':', start) + 1);
        }
        int end = start;
        while (end < text.length() && end - start < LONG_ENOUGH_TO_TELL && isOfBase64(text.charAt(end))) {
            end++;
        }
        if (isRandom(text, start, end)) {
            return run(text, end);
        }
        while (end < text.length()
                && end - start <= SECRET_OF_AWS
                && (isOfBase64(text.charAt(end)) || text.charAt(end) == '/')) {
            end++;
        }
        return end - start == SECRET_OF_AWS && isRandom(text, start, end) ? end : start;
    }

    private static int run(String text, int from) {
        int end = from;
        while (end < text.length() && isOfToken(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Adds the secret that is written behind the id of a key: {@code AKIA...:SECRET}. */
    private static int pair(String text, int end) {
        return end < text.length() && text.charAt(end) == ':' ? whole(text, end) : end;
    }

    private static int whole(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '"' && text.charAt(end) != '\'') {
            end++;
        }
        return end;
    }

    private static boolean isRandom(String text, int start, int end) {
        int[] kinds = new int[3];
        int changes = 0;
        for (int i = start; i < end; i++) {
            kinds[kind(text.charAt(i))]++;
            changes += i > start && kind(text.charAt(i)) != kind(text.charAt(i - 1)) ? 1 : 0;
        }
        return end - start >= SHORTEST
                && kinds[0] >= 3
                && kinds[1] >= 3
                && digits(text, start, end) >= 2
                && changes * 3 >= end - start;
    }

    private static int digits(String text, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
        }
        return digits;
    }

    /** The id of a bot, a colon, and 35 characters. */
    private static boolean isOfTelegram(String text, int start) {
        int colon = start;
        while (colon < text.length() && colon - start <= 10 && Character.isDigit(text.charAt(colon))) {
            colon++;
        }
        return colon - start >= 8 && text.startsWith(":AA", colon) && run(text, colon + 1) - colon == 36;
    }

    private static int kind(char c) {
        return c >= 'A' && c <= 'Z' ? 0 : c >= 'a' && c <= 'z' ? 1 : 2;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isOfBase64(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '+';
    }

    private static boolean isOfToken(char c) {
        return isOfBase64(c) || c == '.' || c == '~' || c == '/' || c == '=';
    }

    private record Prefix(String text, int least, boolean ofOtherWordsToo) {
        private static final Map<Character, List<Prefix>> BY_FIRST = byFirst();

        private static Map<Character, List<Prefix>> byFirst() {
            Map<Character, List<Prefix>> prefixes = new HashMap<>();
            for (String entry : PREFIXES) {
                String[] parts = entry.split("[:?]");
                prefixes.computeIfAbsent(entry.charAt(0), first -> new ArrayList<>())
                        .add(new Prefix(parts[0], Integer.parseInt(parts[1]), entry.endsWith("?")));
            }
            return prefixes;
        }

        static List<Prefix> of(char first) {
            return BY_FIRST.getOrDefault(first, List.of());
        }

        boolean begins(String word, int start) {
            if (!word.startsWith(text, start)) {
                return false;
            }
            int from = start + text.length();
            int to = from + least;
            for (int i = from; i < to; i++) {
                if (i >= word.length() || !isOfToken(word.charAt(i))) {
                    return false;
                }
            }
            return !ofOtherWordsToo || digits(word, from, to) >= 2;
        }
    }
}
