package io.phiworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesWhatTheReaderReads() throws IOException {
        Path file = folder.resolve("out.safetensors");
        new SafetensorsWriter()
                .floats("x", DType.F32, new long[] {1, 3}, new float[] {1.5f, -2, Float.NaN})
                .longs("ids", new long[] {2}, new long[] {Long.MIN_VALUE, 7})
                .metadata("made by", "a test \"quoted\"")
                .write(file);

        Safetensors read = Safetensors.read(file);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        TensorInfo x = read.tensors().get("x");
        TensorInfo ids = read.tensors().get("ids");
        assertThat(x.shape()).containsExactly(1, 3);
        assertThat(bytes.getFloat((int) x.begin() + 4)).isEqualTo(-2);
        assertThat(bytes.getFloat((int) x.begin() + 8)).isNaN();
        assertThat(bytes.getLong((int) ids.begin())).isEqualTo(Long.MIN_VALUE);
        assertThat(bytes.getLong((int) ids.begin() + 8)).isEqualTo(7);
    }

    @Test
    void alignsEveryTensorToItsElements() {
        Path file = folder.resolve("out.safetensors");
        new SafetensorsWriter()
                .floats("half", DType.F16, new long[] {3}, new float[3])
                .longs("ids", new long[] {1}, new long[1])
                .floats("full", DType.F32, new long[] {1}, new float[1])
                .write(file);

        assertThat(Safetensors.read(file).tensors().values()).allMatch(TensorInfo::aligned);
    }

    @Test
    void roundsToBfloat16ByNearestEven() throws IOException {
        float halfWayToEven = Float.intBitsToFloat(0x3f808000);
        float halfWayToOdd = Float.intBitsToFloat(0x3f818000);
        float[] values = {halfWayToEven, halfWayToOdd, Float.MAX_VALUE, Float.NaN, -0f};
        Path file = folder.resolve("out.safetensors");
        new SafetensorsWriter().floats("x", DType.BF16, new long[] {5}, values).write(file);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int begin = (int) Safetensors.read(file).tensors().get("x").begin();

        assertThat(Stream.of(0, 1, 2, 3, 4).map(i -> bytes.getShort(begin + 2 * i) & 0xffff))
                .containsExactly(0x3f80, 0x3f82, 0x7f80, 0x7fc0, 0x8000);
    }

    @Test
    void writesTensorsLongerThanItsBuffer() throws IOException {
        float[] values = new float[50_001];
        values[50_000] = 42;
        Path file = folder.resolve("out.safetensors");
        new SafetensorsWriter()
                .floats("x", DType.F32, new long[] {50_001}, values)
                .write(file);

        byte[] bytes = Files.readAllBytes(file);

        TensorInfo x = Safetensors.read(file).tensors().get("x");
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat((int) x.end() - 4))
                .isEqualTo(42);
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.createFile(taken.resolve("content"));
        SafetensorsWriter writer = new SafetensorsWriter().longs("x", new long[] {1}, new long[1]);

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> writer.write(taken))
                .withMessageContaining("cannot be written");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refusesValuesThatDoNotFillTheShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SafetensorsWriter().longs("x", new long[] {2, 2}, new long[3]));
    }

    @Test
    void refusesANameTwice() {
        SafetensorsWriter writer = new SafetensorsWriter().longs("x", new long[0], new long[1]);

        assertThatIllegalArgumentException().isThrownBy(() -> writer.longs("x", new long[0], new long[1]));
    }
}
