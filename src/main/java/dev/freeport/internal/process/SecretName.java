package dev.freeport.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells by its parts whether a name is that of a secret: {@code db.password}, {@code AWS_SECRET_ACCESS_KEY}, {@code
 * nexusPwd}; not {@code StrictHostKeyChecking}, {@code --token-file} or {@code tokenizer}.
 */
final class SecretName {
    /** What a name of a secret fits in; of a longer one only the end counts. */
    private static final int LONGEST = 128;

    private static final Set<String> PARTS = Set.of(
            ("pw pwd pass passin passout passcode passphrase passwort auth authorization bearer key keys secret secrets token"
                            + " credential credentials creds cookie jwt otp sig signature pin sas passwd password mnemonic")
                    .split(" "));

    /** Ends of parts that are written as one word, such as {@code requirepass} and {@code accesskey}. */
    private static final List<String> ENDS =
            List.of(("password passwords passwd passphrase secret token credential credentials apikey accesskey"
                            + " authkey secretkey sharedkey accountkey privatekey masterkey signingkey encryptionkey licensekey"
                            + " masterauth requirepass storepass keypass dbpass userpass dbpwd sessionid sessid")
                    .split(" "));

    /** Behind the part, these say that the value is no secret but belongs to one. */
    private static final Set<String> HARMLESS_AFTER = Set.of(
            ("algorithm algorithms alias authentication board cache checking class command count dir directory enabled endpoint"
                            + " cpu cpus expiration expiry exchange file files folder format generator id ids in length len limit"
                            + " lifetime location manager map method mode name names path paths plugin policy pool prefix prompt"
                            + " provider pub public regex required retries rotation scheme scope server service size source space"
                            + " stdin store strategy suffix timeout ttl type uri url util validity version")
                    .split(" "));

    /** Before any part, these say that there is no secret. */
    private static final Set<String> NO_SECRET = Set.of("ask", "disable", "enable", "no", "prompt", "skip", "without");

    /** Before a key or its like, these say that it is public, or of a table. */
    private static final Set<String> NOT_OF_A_LOCK = Set.of(
            ("cache composite foreign host hot known max partition primary public sort routing row shard" + " unique")
                    .split(" "));

    private static final Set<String> WEAK = Set.of("key", "keys", "auth", "pass", "pin", "sig", "signature", "token");

    private SecretName() {}

    static boolean is(String name) {
        String end = name.length() > LONGEST ? name.substring(name.length() - LONGEST) : name;
        boolean secret = false;
        String before = "";
        for (String part : parts(end)) {
            if (isSecret(part)) {
                secret |= !NO_SECRET.contains(before) && !(WEAK.contains(part) && NOT_OF_A_LOCK.contains(before));
            } else if (secret && HARMLESS_AFTER.contains(part)) {
                secret = false;
            }
            before = part;
        }
        return secret;
    }

    private static boolean isSecret(String part) {
        return PARTS.contains(part) || part.length() > 4 && ENDS.stream().anyMatch(part::endsWith);
    }

    /** Splits at what is no letter, and before capitals: {@code myDbPassword2}, {@code HTTPToken}. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean letter = i < name.length() && isLetter(name.charAt(i));
            boolean begins =
                    letter && i > start && isCapital(name, i) && (!isCapital(name, i - 1) || isSmall(name, i + 1));
            if (!letter || begins) {
                if (i > start) {
                    parts.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = begins ? i : i + 1;
            }
        }
        return parts;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isCapital(String name, int at) {
        return name.charAt(at) >= 'A' && name.charAt(at) <= 'Z';
    }

    private static boolean isSmall(String name, int at) {
        return at < name.length() && name.charAt(at) >= 'a' && name.charAt(at) <= 'z';
    }
}
