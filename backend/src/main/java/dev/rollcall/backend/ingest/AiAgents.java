package dev.rollcall.backend.ingest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The AI agents that name themselves in the user agent, as their makers document it: crawlers that gather texts for models, and
 * those that fetch something because a person asked a model for it. Whoever does not name itself is not known.
 */
final class AiAgents {
    /** What stands in the user agent in lower case, and how we call it; the first that fits counts. */
    static final String[][] KNOWN = {
        {"gptbot", "GPTBot"},
        {"chatgpt-user", "ChatGPT"},
        {"chatgpt agent", "ChatGPT"},
        {"oai-searchbot", "OpenAI Search"},
        {"claudebot", "ClaudeBot"},
        {"claude-user", "Claude"},
        {"claude-searchbot", "Claude Search"},
        {"claude-code", "Claude Code"},
        {"claude-cli", "Claude Code"},
        {"anthropic-ai", "Anthropic"},
        {"perplexitybot", "PerplexityBot"},
        {"perplexity-user", "Perplexity"},
        {"google-cloudvertexbot", "Google Vertex AI"},
        {"googleagent-", "Google Agent"},
        {"google-notebooklm", "NotebookLM"},
        {"gemini-deep-research", "Gemini"},
        {"meta-externalagent", "Meta AI"},
        {"meta-externalfetcher", "Meta AI"},
        {"mistralai-user", "Mistral"},
        {"cohere-ai", "Cohere"},
        {"duckassistbot", "DuckAssist"},
        {"bytespider", "Bytespider"},
        {"amazonbot", "Amazonbot"},
        {"ccbot", "CCBot"},
        {"diffbot", "Diffbot"},
        {"youbot", "YouBot"},
        {"devin/", "Devin"},
        {"cursor/", "Cursor"},
    };

    private AiAgents() {}

    /** The name of the AI agent that a user agent tells of; null when it tells of none. */
    static @Nullable String name(String userAgent) {
        String lower = userAgent.toLowerCase(Locale.ROOT);
        for (String[] known : KNOWN) {
            if (lower.contains(known[0])) {
                return known[1];
            }
        }
        return null;
    }
}
