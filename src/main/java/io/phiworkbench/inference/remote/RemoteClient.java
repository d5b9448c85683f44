package io.phiworkbench.inference.remote;

import com.openai.azure.AzureUrlPathMode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Timeout;
import java.time.Duration;
import java.util.Optional;

/**
 * OpenAI's client, set up for an endpoint. It tries again by itself after 408, 409, 429 and 5xx and after broken
 * connections, waiting longer each time or as long as the server says.
 */
final class RemoteClient {
    private static final int RETRIES = 3;
    private static final Duration CONNECT = Duration.ofSeconds(15);
    /** Between two bytes: a busy server may let a question wait for minutes. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private RemoteClient() {}

    static OpenAIClient open(Preset preset, String baseUrl, Optional<String> key) {
        OpenAIOkHttpClient.Builder client = OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                // The client wants one; servers that ask for none ignore it.
                .apiKey(key.orElse("none"))
                .azureUrlPathMode(AzureUrlPathMode.UNIFIED)
                .maxRetries(RETRIES)
                .timeout(Timeout.builder()
                        .connect(CONNECT)
                        .read(SILENCE)
                        .write(SILENCE)
                        .request(Duration.ZERO)
                        .build());
        if (preset == Preset.AZURE) {
            key.ifPresent(k -> client.putHeader("api-key", k));
        }
        return client.build();
    }
}
