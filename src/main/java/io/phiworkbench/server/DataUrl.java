package io.phiworkbench.server;

import io.phiworkbench.inference.ImageInput;
import java.util.Base64;
import java.util.Locale;

/** Pictures that come inside a request. */
final class DataUrl {
    private static final String BEGIN = "data:";
    private static final String BASE64 = ";base64";

    private DataUrl() {}

    /**
     * @param place name of the field, for errors
     * @param name what errors and views call the picture
     * @throws ApiException if it is anything but the base64 of a picture; nothing is ever fetched
     */
    static ImageInput picture(String url, String place, String name) {
        int comma = url.indexOf(',');
        String head = comma < 0 ? url : url.substring(0, comma);
        String kind = head.toLowerCase(Locale.ROOT);
        if (!kind.startsWith(BEGIN)) {
            throw ApiException.invalid(
                    place,
                    place + " must be a data URL (data:image/png;base64,…), not '" + shortened(url)
                            + "': this server fetches nothing");
        }
        if (comma < 0 || !kind.endsWith(BASE64) || !kind.startsWith(BEGIN + "image/")) {
            throw ApiException.invalid(
                    place,
                    place + " must be a picture in base64 (data:image/png;base64,…), not '" + shortened(head) + "'");
        }
        try {
            byte[] content = Base64.getDecoder().decode(url.substring(comma + 1).strip());
            if (content.length == 0) {
                throw ApiException.invalid(place, place + " holds an empty picture");
            }
            return ImageInput.of(name, content);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(place, place + " is not base64: " + e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
