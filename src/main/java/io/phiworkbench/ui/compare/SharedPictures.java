package io.phiworkbench.ui.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.compare.QuestionPicture;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pictures of the last run as files, since questions name files: exactly the bytes of the tray, in its order. */
record SharedPictures(Path folder) {

    /** Where pictures will lie once they are kept, with the crops that the user allows each. */
    List<QuestionPicture.Stored> files(List<Picture> pictures) {
        List<QuestionPicture.Stored> files = new ArrayList<>();
        for (Picture picture : pictures) {
            String name = Path.of(picture.image().name().replace('\\', '/'))
                    .getFileName()
                    .toString()
                    .replaceAll("[^\\p{L}\\p{N}._-]", "_");
            files.add(new QuestionPicture.Stored(
                    folder.resolve((files.size() + 1) + "-" + name),
                    picture.image().numCrops()));
        }
        return files;
    }

    /**
     * Replaces what was kept before.
     *
     * @throws AnalysisException if they cannot be written
     */
    void keep(List<Picture> pictures) {
        try {
            clear();
            List<QuestionPicture.Stored> files = files(pictures);
            for (int i = 0; i < files.size(); i++) {
                Files.write(files.get(i).file(), pictures.get(i).image().content());
            }
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.PICTURES_NOT_KEPT, folder, FileFault.of(e));
        }
    }

    private void clear() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
    }
}
