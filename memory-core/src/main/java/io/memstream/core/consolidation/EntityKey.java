package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what facts tell one entity from another: a name, or what somebody is to somebody.
 *
 * @param of whose role it is; null for a name
 * @param name lower case
 */
record EntityKey(Sort sort, @Nullable EntityKey of, String name) {
    static final EntityKey USER = new EntityKey(Sort.PERSON, null, Claim.USER);

    private static final Pattern POSSESSIVE = Pattern.compile("(.{1,80})'s? ((?:[a-z-]+ ?){1,3})");
    private static final Pattern COMPANY =
            Pattern.compile("[ ,]+(inc|corp|corporation|ltd|llc|gmbh|plc|co|company)\\.?$");
    private static final Map<String, String> IRREGULAR =
            Map.of("children", "child", "grandchildren", "grandchild", "wives", "wife", "people", "person");

    /** What may share a name and be two: Paris and Paris. */
    enum Sort {
        PERSON,
        PLACE,
        /** Organisations, projects and things: which of them something is, extractors do not agree on. */
        THING,
        ROLE
    }

    static EntityKey named(EntityType type, String name) {
        String plain = SlotKey.normalise(name.replace('\u2019', '\''));
        return switch (type) {
            case PERSON -> new EntityKey(Sort.PERSON, null, plain);
            case PLACE -> new EntityKey(Sort.PLACE, null, plain);
            case ORGANISATION, PROJECT, THING ->
                new EntityKey(Sort.THING, null, COMPANY.matcher(plain).replaceFirst(""));
        };
    }

    static EntityKey role(EntityKey of, String role) {
        return new EntityKey(Sort.ROLE, of, singular(role));
    }

    /** A subject as extractors write it: the user, a name, or "user's sister". */
    static EntityKey subject(String subject) {
        String plain = SlotKey.normalise(subject.replace('\u2019', '\''));
        if (plain.equals(Claim.USER)) {
            return USER;
        }
        Matcher possessive = POSSESSIVE.matcher(plain);
        if (possessive.matches()) {
            return role(subject(possessive.group(1)), possessive.group(2));
        }
        return new EntityKey(Sort.PERSON, null, plain);
    }

    /** "sisters" are each a sister. */
    static String singular(String role) {
        String plain = role.strip().toLowerCase(Locale.ROOT);
        return IRREGULAR.getOrDefault(plain, Topic.key(plain));
    }

    boolean isUser() {
        return equals(USER);
    }

    boolean isRole() {
        return sort == Sort.ROLE;
    }

    /** Of "sarah miller", "sarah"; of a name of one word, that. */
    EntityKey first() {
        int space = name.indexOf(' ');
        return space < 0 ? this : new EntityKey(sort, of, name.substring(0, space));
    }

    /** One text for one key. */
    String text() {
        return sort.name() + '\u0000' + (of == null ? "" : of.text()) + '\u0000' + name;
    }
}
