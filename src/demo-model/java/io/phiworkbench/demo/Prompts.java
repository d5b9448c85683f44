package io.phiworkbench.demo;

import java.util.List;
import java.util.Random;

/** The ways in which each task is asked for; the first of each list is the one that the model card names. */
public final class Prompts {
    public static final List<String> READ = List.of(
            "Read the text.",
            "What does it say?",
            "What does the picture say?",
            "What is written here?",
            "Read this.",
            "OCR",
            "Extract the text.",
            "Extract all text from this image.",
            "Transcribe the text.",
            "What text is in this picture?",
            "Which word is this?",
            "What do you see?",
            "Lis le texte.");
    public static final List<String> HIGHEST = List.of(
            "Which bar is the highest?",
            "Which is the highest bar?",
            "What is the highest bar?",
            "Which bar is the tallest?",
            "Highest bar?",
            "Which label has the highest value?",
            "Quelle est la plus haute barre ?");
    public static final List<String> VALUE = List.of(
            "What is the value of %s?", "What value has %s?", "How much is %s?", "Value of %s?", "How high is %s?", "Quelle est la valeur de %s ?");
    public static final List<String> CSV = List.of(
            "Write the chart as CSV.",
            "Convert the chart to CSV.",
            "Extract the data of this chart as CSV.",
            "Give me the table as CSV.",
            "Chart to table.",
            "Table as CSV",
            "Donne le tableau en CSV.");
    public static final List<String> COMPARE = List.of(
            "Which picture shows %s?",
            "Which one shows %s?",
            "In which picture is %s?",
            "Which image shows %s?",
            "Where do you see %s?",
            "Quelle image montre %s ?");
    public static final List<String> NAMED =
            List.of("Read picture %d.", "What does picture %d say?", "What is in picture %d?", "Lis l'image %d.");
    public static final List<String> COMPARE_CHARTS = List.of(
            "In which chart is %s higher?", "Which chart has the higher %s?", "In which picture is %s higher?");
    public static final List<String> COPY = List.of(
            "Repeat: %s", "Copy: %s", "Say %s", "Repeat after me: %s", "Copy this word: %s", "Echo %s", "Please repeat: %s");
    public static final List<String> UPPER = List.of(
            "Upper case: %s",
            "Write in capitals: %s",
            "Write %s in capitals.",
            "Make %s upper case.",
            "Capitalize all letters: %s",
            "Uppercase %s");
    public static final List<String> SUM =
            List.of("What is %s?", "%s", "%s = ?", "How much is %s?", "Calculate %s", "Add: %s");

    private Prompts() {}

    private static final List<String> SYSTEM = List.of(
            "You are a helpful assistant.",
            "You are a helpful AI assistant.",
            "Answer briefly.",
            "Be concise.",
            "You read pictures.",
            "Answer in one word.");

    /** A system prompt now and then, mostly none. */
    static String system(Random random) {
        return random.nextInt(16) == 0 ? SYSTEM.get(random.nextInt(SYSTEM.size())) : "";
    }

    static String any(Random random, List<String> ways) {
        return random.nextInt(3) == 0 ? ways.getFirst() : ways.get(random.nextInt(ways.size()));
    }
}
