package io.phiworkbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphicsTest {
    private static final GraphicsCard CARD = new GraphicsCard("NVIDIA GeForce RTX 4090", 24L << 30, 89);
    private static final GraphicsCard OLD = new GraphicsCard("GeForce GTX 680", 2L << 30, 30);

    @TempDir
    Path devices;

    private static Graphics found(int cuda, GraphicsCard... cards) {
        return Graphics.of(new NvidiaDriver.Found(cuda, List.of(cards)), true);
    }

    private static String reason(Graphics graphics) {
        return ((Graphics.Unusable) graphics).reason().english();
    }

    @Test
    void aDriverWithACardIsUsable() {
        assertThat(found(12_080, CARD)).isEqualTo(new Graphics.Usable(12_080, List.of(CARD)));
    }

    @Test
    void aMachineWithoutNvidiaHasNothing() {
        assertThat(Graphics.of(new NvidiaDriver.NotThere(), false)).isEqualTo(new Graphics.None());
    }

    @Test
    void aDriverLeftOverOnAMachineWithoutCardHasNothing() {
        assertThat(found(12_080)).isEqualTo(new Graphics.None());
        assertThat(Graphics.of(new NvidiaDriver.Failed(100), false)).isEqualTo(new Graphics.None());
    }

    @Test
    void aCardWithoutDriverSaysWhereToGetOne() {
        assertThat(reason(Graphics.of(new NvidiaDriver.NotThere(), true))).contains("driver", "nvidia.com");
    }

    @Test
    void aDriverThatFailsSaysItsNumber() {
        assertThat(reason(Graphics.of(new NvidiaDriver.Failed(803), true))).contains("803", "restart");
    }

    @Test
    void anOldDriverIsNamed() {
        assertThat(reason(found(11_040, CARD))).contains("RTX 4090", "CUDA 11.4", "12.0 or newer");
    }

    @Test
    void anOldCardIsNamed() {
        assertThat(reason(found(12_080, OLD))).contains("GTX 680", "too old");
    }

    @Test
    void theKeyChangesWithDriverAndCards() {
        String key = new Graphics.Usable(12_080, List.of(CARD)).key();
        assertThat(new Graphics.Usable(12_090, List.of(CARD)).key()).isNotEqualTo(key);
        assertThat(new Graphics.Usable(12_080, List.of(CARD, CARD)).key()).isNotEqualTo(key);
    }

    private void device(String name, String vendor, String kind) throws IOException {
        Path device = Files.createDirectories(devices.resolve(name));
        Files.writeString(device.resolve("vendor"), vendor + "\n");
        Files.writeString(device.resolve("class"), kind + "\n");
    }

    @Test
    void linuxNamesItsCardsByVendorAndClass() throws IOException {
        device("0000:00:02.0", "0x8086", "0x030000");
        device("0000:01:00.1", "0x10de", "0x040300");
        assertThat(PciCards.in(devices)).isFalse();
        device("0000:01:00.0", "0x10de", "0x030200");
        assertThat(PciCards.in(devices)).isTrue();
        assertThat(PciCards.in(devices.resolve("nothing"))).isFalse();
    }
}
