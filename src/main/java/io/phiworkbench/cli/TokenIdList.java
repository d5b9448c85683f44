package io.phiworkbench.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Token ids as {@code 1,5,9}; {@code -k} stands for picture k. */
record TokenIdList(List<Integer> ids) {

    static final class Converter implements ITypeConverter<TokenIdList> {
        @Override
        public TokenIdList convert(String text) {
            try {
                List<Integer> ids = Stream.of(text.strip().split("[,\\s]+"))
                        .map(Integer::valueOf)
                        .toList();
                return new TokenIdList(ids);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no list of token ids such as 1,5,9");
            }
        }
    }
}
