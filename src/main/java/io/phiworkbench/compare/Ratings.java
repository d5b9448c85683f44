package io.phiworkbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What people thought of models' answers, kept in a file of JSON lines to which each rating is appended. Rating an answer
 * again replaces what was said of it before. Lines that are no rating are left as they are and not counted. Any thread.
 */
public final class Ratings {
    public static final int MOST_STARS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    public Ratings(Path file) {
        this.file = file;
    }

    /**
     * An answer's rating.
     *
     * @param run tells runs apart
     * @param model the label that it had in the comparison
     * @param stars 1 to {@link #MOST_STARS}
     * @param blind whether the model's name was hidden
     */
    public record Rating(String run, Instant when, String model, int stars, boolean blind) {
        public Rating {
            if (stars < 1 || stars > MOST_STARS) {
                throw new IllegalArgumentException("stars must be 1 to " + MOST_STARS + ", not " + stars);
            }
        }
    }

    /**
     * What a model's ratings come to.
     *
     * @param blind how many were given without knowing the name
     * @param week mean of the last 7 days, absent without any
     * @param month mean of the last 30 days
     */
    public record Standing(
            String model, int count, int blind, OptionalDouble week, OptionalDouble month, double mean) {}

    /** @throws AnalysisException if it cannot be written */
    public synchronized void add(Rating rating) {
        ObjectNode line = JSON.createObjectNode()
                .put("run", rating.run())
                .put("when", rating.when().toString())
                .put("model", rating.model())
                .put("stars", rating.stars())
                .put("blind", rating.blind());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.RATINGS_UNWRITTEN, file, FileFault.of(e));
        }
    }

    /**
     * All models that were rated, the best first.
     *
     * @throws AnalysisException if the file cannot be read
     */
    public synchronized List<Standing> table(Instant now) {
        Map<String, List<Rating>> byModel = latest().values().stream().collect(Collectors.groupingBy(Rating::model));
        return byModel.entrySet().stream()
                .map(e -> standing(e.getKey(), e.getValue(), now))
                .sorted(Comparator.comparingDouble(Standing::mean).reversed().thenComparing(Standing::model))
                .toList();
    }

    private Map<List<String>, Rating> latest() {
        Map<List<String>, Rating> ratings = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    parse(line).ifPresent(r -> ratings.put(List.of(r.run(), r.model()), r));
                }
            } catch (IOException e) {
                throw new AnalysisException(e, AnalysisFault.RATINGS_UNREADABLE, file, FileFault.of(e));
            }
        }
        return ratings;
    }

    private static Optional<Rating> parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return Optional.of(new Rating(
                    json.path("run").asText(),
                    Instant.parse(json.path("when").asText()),
                    json.path("model").asText(),
                    json.path("stars").asInt(),
                    json.path("blind").asBoolean()));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException _) {
            // As promised: a line that is none, such as one cut off when the machine went down, counts for nothing.
            return Optional.empty();
        }
    }

    private static Standing standing(String model, List<Rating> ratings, Instant now) {
        return new Standing(
                model,
                ratings.size(),
                (int) ratings.stream().filter(Rating::blind).count(),
                since(ratings, now.minus(Duration.ofDays(7))),
                since(ratings, now.minus(Duration.ofDays(30))),
                since(ratings, Instant.MIN).orElseThrow());
    }

    private static OptionalDouble since(List<Rating> ratings, Instant begin) {
        return ratings.stream()
                .filter(r -> r.when().isAfter(begin))
                .mapToInt(Rating::stars)
                .average();
    }
}
