package io.phiworkbench.text;

import com.hubspot.jinjava.interpret.Context;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Jinja2 can and Jinjava cannot do, and passes over without an error. A template that needs it must fail rather
 * than write a wrong prompt.
 */
final class TemplateLimits {
    private static final Pattern CODE = Pattern.compile("\\{[{%](.*?)[%}]}", Pattern.DOTALL);
    private static final Pattern STRING =
            Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_]\\w*)");
    private static final Pattern LOOP_CONDITION =
            Pattern.compile("^-?\\s*for\\b.*\\bin\\b(?:(?!\\belse\\b).)*\\bif\\b(?:(?!\\belse\\b).)*$", Pattern.DOTALL);

    private TemplateLimits() {}

    /** What is not supported. */
    record Problem(TextFault fault, Object... names) {}

    /** What in a template is not supported, or empty if all is. */
    static Optional<Problem> check(String template, Context context) {
        Matcher code = CODE.matcher(STRING.matcher(template).replaceAll("''"));
        while (code.find()) {
            if (LOOP_CONDITION.matcher(code.group(1)).matches()) {
                return Optional.of(new Problem(TextFault.TEMPLATE_CONDITION));
            }
            Matcher filter = FILTER.matcher(code.group(1));
            while (filter.find()) {
                if (context.getFilter(filter.group(1)) == null) {
                    return Optional.of(new Problem(TextFault.TEMPLATE_FILTER, filter.group(1)));
                }
            }
        }
        return Optional.empty();
    }
}
