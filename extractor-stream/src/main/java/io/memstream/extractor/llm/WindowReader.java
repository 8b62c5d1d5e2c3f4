package io.memstream.extractor.llm;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Reading.Note;
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
     * @param embeddingModel of the vectors of statements and summaries
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

    /** @param soFar the summary of the session before the window; empty when there is none */
    ChatRequest request(Window window, String soFar, TenantRules rules) {
        return prompt.request(window, soFar, rules, inputHash(window, soFar, rules));
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
    Found found(Window window, String soFar, TenantRules rules, Model.Answer answer) {
        if (!answer.whole()) {
            throw new RefusedReply(RefusedReply.TRUNCATED, "it was cut off");
        }
        Reply reply = Reply.read(answer.text());
        Map<LoggedTurn, List<Claim>> claims = check.check(window, reply, rules);
        String summary = check.summary(window, soFar, reply, claims);
        String inputHash = inputHash(window, soFar, rules);
        LoggedTurn last = window.read().get(window.read().size() - 1);
        Map<LoggedTurn, Extraction> extractions = new LinkedHashMap<>();
        claims.forEach((turn, ofTurn) -> extractions.put(
                turn,
                extraction(
                        window.owner(),
                        turn,
                        ofTurn,
                        inputHash,
                        turn == last && !summary.isEmpty() ? summarised(window.owner(), summary) : Reading.NOTHING)));
        return new Found(extractions, summary);
    }

    private Reading summarised(Owner owner, String summary) {
        Note note = new Note(Highlight.Type.SUMMARY, summary, 1, features.of(owner, summary));
        return new Reading(List.of(note), List.of(), 0, List.of());
    }

    private Extraction extraction(Owner owner, LoggedTurn turn, List<Claim> claims, String inputHash, Reading reading) {
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
        return new Extraction(EXTRACTOR, version(), embeddingModel, inputHash, NO_FEATURES, found, reading);
    }

    /** Another model or another prompt is another extraction. */
    private String version() {
        return modelName + "/" + Prompt.VERSION;
    }

    private String inputHash(Window window, String soFar, TenantRules rules) {
        return vault.key(
                window.owner(),
                "input",
                String.join("\u0000", EXTRACTOR, version(), rules.toString(), Prompt.conversation(window, soFar)));
    }

    /**
     * @param extractions of each turn that was read; that of the last one carries the summary
     * @param summary of the session with the window; empty when there is none
     */
    record Found(Map<LoggedTurn, Extraction> extractions, String summary) {}
}
