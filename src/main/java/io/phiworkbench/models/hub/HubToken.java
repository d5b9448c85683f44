package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The user's access token. Never printed.
 *
 * @param value what follows {@code Bearer}
 */
record HubToken(String value) {

    /** As the Hub's own tools find it: the environment first, then the file that {@code hf auth login} writes. */
    static Optional<HubToken> find(Map<String, String> environment, Path hubHome) {
        return text(environment, "HF_TOKEN")
                .or(() -> text(environment, "HUGGING_FACE_HUB_TOKEN"))
                .or(() ->
                        inFile(text(environment, "HF_TOKEN_PATH").map(Path::of).orElse(hubHome.resolve("token"))))
                .map(HubToken::new);
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(Predicate.not(String::isEmpty));
    }

    /** A file that is not there or cannot be read means that nobody logged in. */
    private static Optional<String> inFile(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip()).filter(Predicate.not(String::isEmpty))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HubToken[hidden]";
    }
}
