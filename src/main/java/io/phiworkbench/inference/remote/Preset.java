package io.phiworkbench.inference.remote;

import java.util.Locale;
import java.util.Optional;

/** Services whose address is known, so that a user names the service instead. */
public enum Preset {
    /** Models hosted by GitHub; the key is a token with the right {@code models:read}. */
    GITHUB_MODELS("GitHub Models", "https://models.github.ai/inference", "GITHUB_TOKEN", true),
    /** Models in Azure AI Foundry; RESOURCE is the user's own. */
    AZURE("Azure AI", "https://RESOURCE.services.ai.azure.com/openai/v1", "AZURE_OPENAI_API_KEY", true),
    /** Models hosted by NVIDIA; a NIM of one's own has the same interface at its own address. */
    NVIDIA_NIM("NVIDIA NIM", "https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY", true),
    /** Ollama on this machine. */
    OLLAMA("Ollama", "http://localhost:11434/v1", "OLLAMA_API_KEY", false),
    /** vLLM on this machine or, behind the same address, on a cluster under Ray. */
    VLLM("vLLM", "http://localhost:8000/v1", "VLLM_API_KEY", false),
    /** Anything else that speaks OpenAI's interface, this program's own server included. */
    OTHER("OpenAI-compatible", "", "OPENAI_API_KEY", false);

    private final String label;
    private final String baseUrl;
    private final String keyVariable;
    private final boolean needsKey;

    Preset(String label, String baseUrl, String keyVariable, boolean needsKey) {
        this.label = label;
        this.baseUrl = baseUrl;
        this.keyVariable = keyVariable;
        this.needsKey = needsKey;
    }

    /** The preset that a user calls so, such as {@code github-models}. */
    public static Optional<Preset> of(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        for (Preset preset : values()) {
            if (preset.id().equals(wanted)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    /** Such as {@code github-models}: on the command line and in the file of endpoints. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What views call it. */
    public String label() {
        return label;
    }

    /** Where it is; empty where only the user knows. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The environment variable in which its users keep their key. */
    public String keyVariable() {
        return keyVariable;
    }

    /** Whether it answers nobody without a key. */
    public boolean needsKey() {
        return needsKey;
    }

    /** Whether it takes vLLM's fields beside OpenAI's; others refuse what they do not know. */
    boolean knowsVllmFields() {
        return this == VLLM || this == OTHER;
    }
}
