package io.phiworkbench.chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.SearchHit;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.GenerationOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    @TempDir
    Path folder;

    private SqliteChatStore store;
    private Conversation conversation;
    private long lastMessage;

    @BeforeEach
    void open() {
        store = SqliteChatStore.open(new DataFolder(folder));
        conversation =
                Conversation.create(GenerationOptions.greedy(), Instant.EPOCH).withTitle("Untitled");
        store.write(List.of(new StoreChange.PutConversation(conversation))).join();
        lastMessage = conversation.id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Message write(String text) {
        Message message = new Message(
                ++lastMessage,
                OptionalLong.empty(),
                Role.USER,
                text,
                List.of(),
                MessageState.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                "",
                Instant.EPOCH);
        put(message);
        return message;
    }

    private void put(Message message) {
        store.write(List.of(new StoreChange.PutMessage(conversation.id(), message, true)))
                .join();
    }

    private List<SearchHit> search(String query) {
        return store.search(query, 100);
    }

    private static List<String> highlighted(SearchHit hit) {
        return hit.highlights().stream()
                .map(range -> hit.snippet().substring(range.start(), range.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "The invoice of March, invoice, invoice",
        "The invoice of March, invoi, invoi",
        "The invoice of March, MARCH, March",
        "TorchScript graphs, script, Script",
        "La Crème brûlée, creme, Crème",
        "La Creme, crème, Creme",
        "我在里昂买了一本书, 里昂, 里昂",
        "我在里昂买了一本书, 书, 书",
        "我在里昂买了一本书, 买了一本, 买了一本",
        "東京タワーに行きました, タワー, タワー",
        "서울에서 만났습니다, 서울, 서울",
        "ฉันอยากกินข้าวผัด, ข้าวผัด, ข้าวผัด",
        "Привет мир, привет, Привет",
        "العربية لغة, لغة, لغة",
        "fooBar_baz(42), bar_baz, Bar_baz",
        "it is 12.50 €, 12.50, 12.50",
        "ask C++ or C#, c++, C++",
        "ask C++ or C#, c#, C#",
        "100% sure, 0%, 0%",
        "snake_case, e_c, e_c",
        "a😀b, 😀, 😀"
    })
    void findsAndHighlights(String text, String query, String highlighted) {
        write(text);
        write("something else altogether");
        assertThat(search(query)).singleElement().satisfies(hit -> {
            assertThat(hit.snippet()).isEqualTo(text);
            assertThat(highlighted(hit)).contains(highlighted);
        });
    }

    @Test
    void allWordsHaveToOccurInAnyOrder() {
        write("the red house");
        write("the house of reds and blues");
        write("the red barn");
        assertThat(search("house red")).hasSize(2);
        assertThat(search("house red blues")).hasSize(1);
        assertThat(search("re ho")).hasSize(2);
    }

    @Test
    void quotedTextIsLookedForAsItStands() {
        write("the red house");
        write("the house is red");
        assertThat(search("\"red house\"")).hasSize(1);
        assertThat(search("\"red house")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"",
                "'",
                "*",
                "a*",
                "foo AND",
                "NOT",
                "OR OR",
                "NEAR(a b)",
                "text:foo",
                "^foo",
                "(",
                "foo)",
                "-foo",
                "+",
                "{a b}:c",
                "foo\\",
                "%",
                "_",
                ";DROP TABLE message;--",
                "' OR 1=1 --",
                "\u0000",
                "\uD800",
                "???",
                "   ",
                ""
            })
    void noCharacterOfAQueryIsSyntax(String query) {
        write("nothing of that");
        assertThatCode(() -> search(query)).doesNotThrowAnyException();
        assertThat(search("nothing")).hasSize(1);
    }

    @Test
    void operatorsAreWords() {
        write("salt AND pepper");
        write("salt with pepper");
        assertThat(search("salt AND pepper")).hasSize(1);
    }

    @Test
    void aChangedTextIsFoundByItsNewWordsOnly() {
        Message message = write("first version");
        put(new Message(
                message.id(),
                message.parent(),
                message.role(),
                "second draft",
                List.of(),
                MessageState.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                "",
                Instant.EPOCH));
        assertThat(search("version")).isEmpty();
        assertThat(search("draft")).hasSize(1);
    }

    @Test
    void hiddenMessagesAreNotFoundUntilTheyComeBack() {
        Message message = write("secret thing");
        store.write(List.of(new StoreChange.HideMessages(List.of(message.id()), Instant.EPOCH)))
                .join();
        assertThat(search("secret")).isEmpty();
        store.write(List.of(new StoreChange.HideMessages(List.of(message.id()), null)))
                .join();
        assertThat(search("secret")).hasSize(1);
    }

    @Test
    void titlesAreFoundFirstAndByTheirNewName() {
        write("a receipt");
        store.write(List.of(new StoreChange.PutConversation(conversation.withTitle("Receipt from Lyon"))))
                .join();
        assertThat(search("receipt")).extracting(SearchHit::messageId).containsExactly(0L, lastMessage);
        assertThat(search("untitled")).isEmpty();
    }

    @Test
    void aLongTextShowsThePlaceWithMostHitsOnOneLine() {
        write("apple\n" + "filler ".repeat(200) + "\napple and\tapple pie " + "filler ".repeat(200));
        assertThat(search("apple")).singleElement().satisfies(hit -> {
            assertThat(hit.snippet()).startsWith("…").endsWith("…").contains("apple and apple pie");
            assertThat(hit.snippet()).doesNotContain("\n");
            assertThat(highlighted(hit)).containsExactly("apple", "apple");
        });
    }

    @Test
    void aSnippetNeverCutsACharacterInTwo() {
        write("😀".repeat(300) + " apple " + "😀".repeat(300));
        assertThat(search("apple"))
                .singleElement()
                .satisfies(hit -> assertThat(hit.snippet().codePoints().filter(p -> p >= 0xd800 && p <= 0xdfff))
                        .isEmpty());
    }

    @Test
    void thereAreNeverMoreHitsThanAskedFor() {
        for (int i = 0; i < 20; i++) {
            write("apple " + i);
        }
        assertThat(store.search("apple", 5)).hasSize(5);
        assertThat(store.search("apple", 0)).isEmpty();
    }
}
