package io.phiworkbench.ui.shell;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.LibraryEvent;
import io.phiworkbench.chat.SearchHit;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The chats in the side bar: pinned ones, folders, then by day; or what a search found. */
public final class ChatListViewModel {
    private static final int MOST_HITS = 60;

    private final Chats chats;
    private final FxThread threads;
    private final Clock clock;
    private final Map<Long, Conversation> known = new LinkedHashMap<>();
    private final List<LibraryEvent> toldWhileReading = new ArrayList<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final StringProperty query = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

    private int reads;

    public ChatListViewModel(Chats chats, FxThread threads, Clock clock) {
        this.chats = chats;
        this.threads = threads;
        this.clock = clock;
        FrameBatch<LibraryEvent> events = new FrameBatch<>(threads.fx(), this::receive);
        chats.listen(events::add);
        query.subscribe(_ -> show());
        notice.set(chats.notices().stream().map(Failures::text).collect(Collectors.joining("\n")));
        list();
    }

    /** A line of the side bar. */
    public sealed interface Row {

        /** Stands above the chats it names. */
        record Section(String name) implements Row {}

        record Chat(Conversation conversation) implements Row {}

        record Hit(SearchHit hit) implements Row {}

        /** Says that there is nothing. */
        record Nothing(String text) implements Row {}
    }

    public ObservableList<Row> rows() {
        return rows;
    }

    /** What is searched for; blank for the list of all. */
    public StringProperty queryProperty() {
        return query;
    }

    /** What the user must know of the store; empty if all is well. */
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Names of the folders there are. */
    public List<String> folders() {
        return known.values().stream()
                .map(Conversation::folder)
                .filter(f -> !f.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    public void pin(Conversation conversation, boolean pinned) {
        threads.follow(chats.pin(conversation.id(), pinned), _ -> {}, this::report);
    }

    public void rename(Conversation conversation, String title) {
        threads.follow(chats.rename(conversation.id(), title), _ -> {}, this::report);
    }

    public void move(Conversation conversation, String folder) {
        threads.follow(chats.move(conversation.id(), folder), _ -> {}, this::report);
    }

    /** Takes a chat away; the result brings it back. */
    public Runnable delete(Conversation conversation) {
        threads.follow(chats.delete(conversation.id()), _ -> {}, this::report);
        return () -> threads.follow(chats.restore(conversation.id()), _ -> {}, this::report);
    }

    public void dismissNotice() {
        notice.set("");
    }

    private void report(Throwable problem) {
        notice.set(Failures.text(problem));
    }

    /** What is told while the store is read may be missing in what the read brings, and is taken in again after it. */
    private void list() {
        reads++;
        threads.follow(
                chats.conversations(),
                all -> {
                    known.clear();
                    all.forEach(c -> known.put(c.id(), c));
                    toldWhileReading.forEach(this::apply);
                    readEnded();
                    show();
                },
                problem -> {
                    readEnded();
                    report(problem);
                });
    }

    private void readEnded() {
        reads--;
        if (reads == 0) {
            toldWhileReading.clear();
        }
    }

    private void receive(List<LibraryEvent> events) {
        if (reads > 0) {
            toldWhileReading.addAll(events);
        }
        events.forEach(this::apply);
        if (events.stream().anyMatch(LibraryEvent.ChangedElsewhere.class::isInstance)) {
            list();
        } else {
            show();
        }
    }

    private void apply(LibraryEvent event) {
        switch (event) {
            case LibraryEvent.ConversationSaved(Conversation c) -> known.put(c.id(), c);
            case LibraryEvent.ConversationRemoved(long id) -> known.remove(id);
            case LibraryEvent.StoreTrouble(Failure failure) -> notice.set(Failures.text(failure));
            case LibraryEvent.StoreRecovered _ -> notice.set("");
            case LibraryEvent.ChangedElsewhere _ -> {
                // Only the store knows what changed; it is read.
            }
        }
    }

    private void show() {
        String wanted = query.get();
        if (wanted.isBlank()) {
            replace(listed());
            return;
        }
        threads.follow(
                chats.search(wanted, MOST_HITS),
                hits -> {
                    if (query.get().equals(wanted)) {
                        replace(found(hits));
                    }
                },
                this::report);
    }

    private static List<Row> found(List<SearchHit> hits) {
        if (hits.isEmpty()) {
            return List.of(new Row.Nothing(Messages.text("chats.noHits")));
        }
        return hits.stream().<Row>map(Row.Hit::new).toList();
    }

    private void replace(List<Row> next) {
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }

    private List<Row> listed() {
        List<Conversation> all = known.values().stream()
                .sorted(Comparator.comparing(Conversation::updated).reversed())
                .toList();
        List<Row> listed = new ArrayList<>();
        add(listed, Messages.text("chats.pinned"), c -> c.pinned(), all);
        Map<String, List<Conversation>> folders = new TreeMap<>();
        all.stream()
                .filter(c -> !c.pinned() && !c.folder().isEmpty())
                .forEach(c -> folders.computeIfAbsent(c.folder(), _ -> new ArrayList<>())
                        .add(c));
        folders.forEach((name, inside) -> add(listed, name, _ -> true, inside));
        Map<String, List<Conversation>> days = new LinkedHashMap<>();
        all.stream()
                .filter(c -> !c.pinned() && c.folder().isEmpty())
                .forEach(c ->
                        days.computeIfAbsent(day(c), _ -> new ArrayList<>()).add(c));
        days.forEach((name, inside) -> add(listed, name, _ -> true, inside));
        if (listed.isEmpty()) {
            listed.add(new Row.Nothing(Messages.text("chats.none")));
        }
        return listed;
    }

    private static void add(
            List<Row> rows, String name, java.util.function.Predicate<Conversation> belongs, List<Conversation> all) {
        List<Row> inside = all.stream().filter(belongs).<Row>map(Row.Chat::new).toList();
        if (!inside.isEmpty()) {
            rows.add(new Row.Section(name));
            rows.addAll(inside);
        }
    }

    private String day(Conversation conversation) {
        ZoneId zone = clock.getZone();
        LocalDate then = conversation.updated().atZone(zone).toLocalDate();
        long days = ChronoUnit.DAYS.between(then, LocalDate.now(clock));
        if (days <= 0) {
            return Messages.text("chats.today");
        }
        if (days == 1) {
            return Messages.text("chats.yesterday");
        }
        return days <= 7
                ? Messages.text("chats.week")
                : days <= 30 ? Messages.text("chats.month") : Messages.text("chats.older");
    }
}
