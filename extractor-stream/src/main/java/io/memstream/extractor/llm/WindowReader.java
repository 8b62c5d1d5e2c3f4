package io.memstream.extractor.llm;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.port.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one window with the model: one request, one checked reply. Callable from many threads. */
final class WindowReader {
    static final String EXTRACTOR = "llm";

    /** The turn has its own already. */
    private static final TextFeatures NO_FEATURES =
            new TextFeatures(new Vector(new byte[0], 0), List.of(), new byte[0], 0, 0);

    private final Model model;
    private final Prompt prompt;
    private final ClaimCheck check;
    private final StatementFeatures features;
    private final Vault vault;
    private final String modelName;
    private final String embeddingModel;

    /**
     * @param modelName of the chat model, part of the extractor's version
     * @param embeddingModel of the statements' vectors
     */
    WindowReader(
            Model model,
            Prompt prompt,
            ClaimCheck check,
            StatementFeatures features,
            Vault vault,
            String modelName,
            String embeddingModel) {
        this.model = model;
        this.prompt = prompt;
        this.check = check;
        this.features = features;
        this.vault = vault;
        this.modelName = modelName;
        this.embeddingModel = embeddingModel;
    }

    ChatRequest request(Window window, TenantRules rules) {
        return prompt.request(window, rules, inputHash(window, rules));
    }

    ChatRequest again(ChatRequest refused, String reply, String complaint) {
        return prompt.again(refused, reply, complaint);
    }

    Model.Answer ask(ChatRequest request) {
        return model.ask(request);
    }

    /**
     * What the answer says of each turn that was read.
     *
     * @throws RefusedReply when it must not be taken
     */
    Map<LoggedTurn, Extraction> extractions(Window window, TenantRules rules, Model.Answer answer) {
        if (!answer.whole()) {
            throw new RefusedReply(RefusedReply.TRUNCATED, "it was cut off");
        }
        String inputHash = inputHash(window, rules);
        Map<LoggedTurn, Extraction> extractions = new LinkedHashMap<>();
        check.check(window, Reply.read(answer.text()), rules)
                .forEach((turn, claims) -> extractions.put(turn, extraction(window.owner(), turn, claims, inputHash)));
        return extractions;
    }

    private Extraction extraction(Owner owner, LoggedTurn turn, List<Claim> claims, String inputHash) {
        List<FoundClaim> found = new ArrayList<>();
        for (Claim claim : claims) {
            found.add(new FoundClaim(
                    claim,
                    features.of(owner, claim.statement()),
                    turn.turn()
                            .content()
                            .substring(
                                    claim.evidence().start(), claim.evidence().end())));
        }
        return new Extraction(EXTRACTOR, version(), embeddingModel, inputHash, NO_FEATURES, found, Reading.NOTHING);
    }

    /** Another model or another prompt is another extraction. */
    private String version() {
        return modelName + "/" + Prompt.VERSION;
    }

    private String inputHash(Window window, TenantRules rules) {
        return vault.key(
                window.owner(),
                "input",
                String.join("\u0000", EXTRACTOR, version(), rules.toString(), Prompt.conversation(window)));
    }
}
