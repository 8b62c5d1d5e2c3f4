package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is to be said, in whatever format: the budget holds, and is used when there is enough to say. */
class BudgetPropertyTest {
    private static final double USED = .9;

    private final ContextAssembler assembler = new ContextAssembler(Tokens.COUNTER);

    @Property(tries = 100)
    void theBudgetHolds(
            @ForAll long seed,
            @ForAll @IntRange(max = 1_500) int budget,
            @ForAll @IntRange(max = 60) int items,
            @ForAll Format format,
            @ForAll boolean cites) {
        Material material = new AnyMaterial(seed).make(items, 12);

        Assembled assembled = assembler.assemble(material, format, budget, cites);

        assertThat(assembled.tokens()).isLessThanOrEqualTo(budget);
        assertThat(assembled.tokens()).isEqualTo(counted(assembled.context()));
    }

    @Property(tries = 100)
    void theBudgetIsUsedWhenThereIsEnoughToSay(
            @ForAll long seed, @ForAll @IntRange(min = 200, max = 1_500) int budget, @ForAll Format format) {
        Material material = new AnyMaterial(seed).make(100, 0);

        Assembled assembled = assembler.assemble(material, format, budget, false);

        assertThat(assembled.tokens()).isGreaterThanOrEqualTo((int) (budget * USED));
        assertThat(assembled.leftOut()).isNotEmpty();
    }

    /** As a caller would count what it gets. */
    private static int counted(Object context) {
        if (context instanceof String text) {
            return text.isEmpty() ? 0 : Tokens.COUNTER.count(text);
        }
        if (context instanceof List<?> messages) {
            StringBuilder text = new StringBuilder();
            messages.forEach(message -> {
                Map<?, ?> fields = (Map<?, ?>) message;
                text.append(fields.get("role")).append("\n\n\n\n").append(fields.get("content"));
            });
            return text.isEmpty() ? 0 : Tokens.COUNTER.count(text.toString());
        }
        String json = JsonText.of(context);
        return json.equals("{}") ? 0 : Tokens.COUNTER.count(json);
    }
}
