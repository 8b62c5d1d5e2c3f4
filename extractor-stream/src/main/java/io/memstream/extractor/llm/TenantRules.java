package io.memstream.extractor.llm;

import java.util.List;

/**
 * What a tenant wants of the model, and how much it may use.
 *
 * @param instructions for the model, beside the prompt; empty for none
 * @param requestsPerMinute at most; 0: the tenant's turns are not given to the model
 * @param tokensPerDay at most, in and out together, by UTC days
 */
record TenantRules(List<Category> categories, String instructions, int requestsPerMinute, long tokensPerDay) {
    TenantRules {
        categories = List.copyOf(categories);
        if (requestsPerMinute < 0 || tokensPerDay < 0) {
            throw new IllegalArgumentException("requests_per_minute and tokens_per_day: must not be negative");
        }
    }
}
