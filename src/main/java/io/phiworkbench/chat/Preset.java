package io.phiworkbench.chat;

/**
 * A question in stock.
 *
 * @param id for the built-in ones such as {@code summarise}, where the view finds its name; random for the user's
 * @param title the user's name for it; empty for the built-in ones
 * @param template what is asked; {@code {language}} stands for a language that the user chooses
 * @param builtIn whether it came with the program and cannot be removed
 * @param forPictures whether it makes sense only with a picture
 */
public record Preset(String id, String title, String template, boolean builtIn, boolean forPictures) {
    private static final String LANGUAGE = "{language}";

    /** A preset of the user's own. */
    public static Preset ofUser(String title, String template, boolean forPictures) {
        if (title.isBlank() || template.isBlank()) {
            throw new IllegalArgumentException("a preset needs a name and a text");
        }
        return new Preset(Long.toHexString(Ids.next()), title.strip(), template, false, forPictures);
    }

    /** One of the user's with another name and text. */
    public Preset changed(String newTitle, String newTemplate) {
        if (builtIn || newTitle.isBlank() || newTemplate.isBlank()) {
            throw new IllegalArgumentException("only a preset of the user's changes, and it needs a name and a text");
        }
        return new Preset(id, newTitle.strip(), newTemplate, false, forPictures);
    }

    public boolean asksForLanguage() {
        return template.contains(LANGUAGE);
    }

    /** The question, with the language put in. */
    public String text(String language) {
        return template.replace(LANGUAGE, language);
    }
}
