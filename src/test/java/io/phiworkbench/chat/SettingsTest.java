package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private enum Theme {
        SYSTEM,
        DARK
    }

    private static final Setting<Theme> THEME = Setting.choice("theme", Theme.SYSTEM);
    private static final Setting<Double> FONT_SIZE = Setting.number("fontSize", 14, 6, 40);
    private static final Setting<Boolean> LOAD_LAST = Setting.flag("loadLast", false);
    private static final Setting<String> LAST_MODEL = Setting.text("lastModel", "");
    private static final Setting<List<String>> RECENT = Setting.list("recent");

    @TempDir
    Path folder;

    private Settings open() {
        return Settings.open(folder.resolve("home/settings.properties"));
    }

    @Test
    void whatIsSetIsThereAtTheNextStart() {
        try (Settings settings = open()) {
            settings.set(THEME, Theme.DARK);
            settings.set(FONT_SIZE, 18.5);
            settings.set(LOAD_LAST, true);
            settings.set(LAST_MODEL, "C:\\models\\Φ-3 = mini");
            settings.set(RECENT, List.of("/a b", "/ü"));
        }
        try (Settings settings = open()) {
            assertThat(settings.get(THEME)).isEqualTo(Theme.DARK);
            assertThat(settings.get(FONT_SIZE)).isEqualTo(18.5);
            assertThat(settings.get(LOAD_LAST)).isTrue();
            assertThat(settings.get(LAST_MODEL)).isEqualTo("C:\\models\\Φ-3 = mini");
            assertThat(settings.get(RECENT)).containsExactly("/a b", "/ü");
        }
    }

    @Test
    void untilSetTheyAreWhatTheyBeginWith() {
        try (Settings settings = open()) {
            assertThat(settings.get(THEME)).isEqualTo(Theme.SYSTEM);
            assertThat(settings.get(FONT_SIZE)).isEqualTo(14);
            assertThat(settings.get(RECENT)).isEmpty();
        }
    }

    @Test
    void nonsenseInTheFileCountsAsNotSet() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(
                folder.resolve("home/settings.properties"), "theme=purple\nfontSize=1e99\nloadLast=perhaps\n");
        try (Settings settings = open()) {
            assertThat(settings.get(THEME)).isEqualTo(Theme.SYSTEM);
            assertThat(settings.get(FONT_SIZE)).isEqualTo(14);
            assertThat(settings.get(LOAD_LAST)).isFalse();
        }
    }

    @Test
    void aFileThatIsNoSettingsCostsOnlyTheSettings() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.write(folder.resolve("home/settings.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\\', 'u'});
        try (Settings settings = open()) {
            assertThat(settings.get(THEME)).isEqualTo(Theme.SYSTEM);
        }
    }

    @Test
    void twoProcessesKeepEachOthersSettings() {
        try (Settings one = open();
                Settings two = open()) {
            one.set(THEME, Theme.DARK);
            two.set(FONT_SIZE, 20.0);
        }
        try (Settings settings = open()) {
            assertThat(settings.get(THEME)).isEqualTo(Theme.DARK);
            assertThat(settings.get(FONT_SIZE)).isEqualTo(20);
        }
    }

    @Test
    void theDataFolderIsThePlatforms() {
        Path home = Path.of("/home/me");
        assertThat(DataFolder.locate(Map.of(), "Linux", home).root())
                .isEqualTo(Path.of("/home/me/.local/share/phi-workbench"));
        assertThat(DataFolder.locate(Map.of("XDG_DATA_HOME", "/data"), "Linux", home)
                        .root())
                .isEqualTo(Path.of("/data/phi-workbench"));
        assertThat(DataFolder.locate(Map.of("XDG_DATA_HOME", "relative"), "Linux", home)
                        .root())
                .isEqualTo(Path.of("/home/me/.local/share/phi-workbench"));
        assertThat(DataFolder.locate(Map.of("APPDATA", "/appdata"), "Windows 11", home)
                        .root())
                .isEqualTo(Path.of("/appdata/Phi Workbench"));
        assertThat(DataFolder.locate(Map.of(), "Mac OS X", home).root())
                .isEqualTo(Path.of("/home/me/Library/Application Support/Phi Workbench"));
        assertThat(DataFolder.locate(Map.of("PHI_HOME", "/mine"), "Windows 11", home)
                        .root())
                .isEqualTo(Path.of("/mine").toAbsolutePath());
    }
}
