package io.phiworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void saysWhereEachTensorLiesFromTheStartOfTheFile() throws IOException {
        String header = """
                {"__metadata__":{"format":"pt"},
                 "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
                 "b":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]}}""";
        RawSafetensors.write(file, header, 32);

        Safetensors read = Safetensors.read(file);

        long start = 8 + header.length();
        assertThat(read.dataStart()).isEqualTo(start);
        assertThat(read.tensors().values())
                .containsExactly(
                        new TensorInfo("a", DType.F32, new long[] {2, 3}, start, start + 24, file),
                        new TensorInfo("b", DType.BF16, new long[] {4}, start + 24, start + 32, file));
    }

    @Test
    void acceptsScalarsAndTensorsWithoutElements() throws IOException {
        RawSafetensors.write(file, """
                {"none":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]},
                 "one":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4);

        Safetensors read = Safetensors.read(file);

        assertThat(read.tensor("none").orElseThrow().elements()).isZero();
        assertThat(read.tensor("one").orElseThrow().elements()).isEqualTo(1);
    }

    @Test
    void saysWhetherATensorIsAlignedToItsElements() throws IOException {
        RawSafetensors.write(file, pad("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 1), 4);
        TensorInfo odd = Safetensors.read(file).tensors().get("a");
        RawSafetensors.write(file, pad("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 0), 4);
        TensorInfo even = Safetensors.read(file).tensors().get("a");

        assertThat(odd.aligned()).isFalse();
        assertThat(even.aligned()).isTrue();
    }

    /** Pads with spaces to a length that leaves this rest when divided by 8. */
    private static String pad(String header, int rest) {
        return header + " ".repeat(((rest - header.length()) % 8 + 8) % 8);
    }

    @Test
    void refusesAFileShorterThanTheLengthOfItsHeader() throws IOException {
        Files.write(file, new byte[7]);

        assertRefused("has only 7 bytes");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.write(file, new byte[0]);

        assertRefused("has only 0 bytes");
    }

    @Test
    void refusesAMissingFile() {
        assertRefused("is missing");
    }

    @Test
    void refusesAFolder() throws IOException {
        Files.createDirectory(file);

        assertRefused("is a folder");
    }

    @Test
    void refusesAHeaderLongerThanTheFile() throws IOException {
        Files.write(file, RawSafetensors.bytes(5_000, "{}".getBytes(StandardCharsets.UTF_8), 0));

        assertRefused("announces a header of 5000 bytes, but has only 10");
    }

    @Test
    void refusesAHeaderBeyondTheFormatsLimit() throws IOException {
        Files.write(file, RawSafetensors.bytes(100_000_001, new byte[0], 10));

        assertRefused("announces a header of 100000001 bytes, more than");
    }

    @Test
    void readsAHeaderLengthAsUnsigned() throws IOException {
        Files.write(file, RawSafetensors.bytes(-1, new byte[0], 10));

        assertRefused("announces a header of 18446744073709551615 bytes");
    }

    @Test
    void recognisesAGitLfsPointer() throws IOException {
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4\n");

        assertRefused("is a Git LFS pointer");
    }

    @Test
    void refusesTruncatedData() throws IOException {
        RawSafetensors.write(file, "{\"a\":{\"dtype\":\"F32\",\"shape\":[100],\"data_offsets\":[0,400]}}", 399);

        assertRefused("is truncated: it needs");
    }

    @Test
    void refusesARestAfterTheLastTensor() throws IOException {
        RawSafetensors.write(file, "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 7);

        assertRefused("has 3 bytes after its last tensor");
    }

    @Test
    void refusesOverlappingTensors() throws IOException {
        RawSafetensors.write(file, """
                {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
                 "b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12);

        assertRefused("tensor b overlaps the tensor before it");
    }

    @Test
    void refusesAHoleBetweenTensors() throws IOException {
        RawSafetensors.write(file, """
                {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
                 "b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12);

        assertRefused("tensor b leaves a hole before it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not json at all | not valid JSON",
                "[1,2] | not a JSON object",
                "{} {} | something follows",
                "{\"a\":1} | entry of tensor a is not a JSON object",
                "{\"__metadata__\":3} | __metadata__ is not a JSON object",
                "{\"__metadata__\":{\"a\":3}} | __metadata__ holds something other than strings",
                "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}} | tensor a lacks dtype",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}} | tensor a has the unknown dtype F31",
                "{\"a\":{\"dtype\":4,\"shape\":[1],\"data_offsets\":[0,4]}} | the dtype of tensor a is not a string",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}} | the shape of tensor a is not a list",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | the shape of tensor a is not a list of",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | the shape of tensor a is out of range",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}} | out of range",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}} | out of range",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807,2],\"data_offsets\":[0,4]}} | holds 4 bytes",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[9223372036854775806,9223372036854775807]}} | out of range",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4]}} | are not a begin and an end",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | are not a begin and an end",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | holds 4 bytes, but its shape [2] in F32 needs 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}} | more than 16",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}} | Duplicate",
            })
    void refusesAHeaderThatIsNotWhatTheFormatSays(String header, String fault) throws IOException {
        RawSafetensors.write(file, header, 4);

        assertRefused(fault);
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        Files.write(file, RawSafetensors.bytes(4, new byte[] {'{', '"', (byte) 0xff, '"'}, 0));

        assertRefused("not UTF-8");
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() throws IOException {
        RawSafetensors.write(file, "{\"a\":" + "[".repeat(200_000), 0);

        assertRefused("entry of tensor a is not a JSON object");
    }

    @Test
    void keepsItsMessageOnOneLineWhateverTheFileHolds() throws IOException {
        RawSafetensors.write(file, "{\"a\\nb\\u2028c\":{\"dtype\":\"F31\",\"shape\":[],\"data_offsets\":[0,4]}}", 4);

        assertRefused("tensor a b c has the unknown dtype");
    }

    private void assertRefused(String fault) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(fault)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\u2028"));
    }
}
