package io.phiworkbench.vision;

/**
 * How a stored picture is turned to stand upright: the eight values of the EXIF tag.
 *
 * @param swapsAxes whether rows become columns
 * @param mirrorsX whether it is then mirrored left to right
 * @param mirrorsY whether it is then mirrored top to bottom
 */
record Orientation(boolean swapsAxes, boolean mirrorsX, boolean mirrorsY) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** Values outside 1 … 8 mean nothing and leave the picture as it is, as other programs do. */
    static Orientation ofExif(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    int uprightWidth(int storedWidth, int storedHeight) {
        return swapsAxes ? storedHeight : storedWidth;
    }

    int uprightHeight(int storedWidth, int storedHeight) {
        return swapsAxes ? storedWidth : storedHeight;
    }

    /** Where the stored pixel belongs in the upright picture, in pixels from its first. */
    int uprightIndex(int x, int y, int storedWidth, int storedHeight) {
        int width = uprightWidth(storedWidth, storedHeight);
        int column = swapsAxes ? y : x;
        int row = swapsAxes ? x : y;
        return (mirrorsY ? uprightHeight(storedWidth, storedHeight) - 1 - row : row) * width
                + (mirrorsX ? width - 1 - column : column);
    }
}
