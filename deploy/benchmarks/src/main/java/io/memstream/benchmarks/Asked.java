package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Question;
import java.util.ArrayList;
import java.util.List;

/** A question of a file, and the user that it is asked about. */
record Asked(Member member, Question question) {

    /** @param limit only the first ones of each conversation */
    static List<Asked> of(List<Member> members, int limit) {
        List<Asked> asked = new ArrayList<>();
        for (Member member : members) {
            member.dialogue().questions().stream()
                    .limit(limit)
                    .forEach(question -> asked.add(new Asked(member, question)));
        }
        return asked;
    }

    /** At most so many, taken at even distances: the same ones in every run. */
    static List<Asked> evenly(List<Asked> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<Asked> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most)));
        }
        return some;
    }
}
