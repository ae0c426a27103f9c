import AnomalyLocalization
import Foundation
import Testing

/// The traces that lie beside the checkout, if they do.
private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/data/rtt-changepoints").standardizedFileURL

private let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".csv") }.sorted()

@Suite("Level shifts of real RTT traces")
struct RTTChangePointTests {
    /// Precision and recall, one to one within five samples.
    private func score(_ found: [Int], _ labels: [Int]) -> Double {
        var free = found.sorted()
        var hits = 0
        for label in labels.sorted() {
            guard let place = free.firstIndex(where: { abs($0 - label) <= 5 }) else { continue }
            free.remove(at: place)
            hits += 1
        }
        return 2 * Double(hits) / Double(max(1, found.count + labels.count))
    }

    @Test(
        "mean F1 over the labelled traces is above 0.60, found online with the defaults",
        .enabled(if: !names.isEmpty, "the traces of ../shared/data/rtt-changepoints are not there"))
    func traces() throws {
        var scores: [Double] = []
        var delays: [Int] = []
        for name in names {
            let path = folder.appending(path: name)
            let lines = try String(contentsOf: path, encoding: .utf8).split(
                whereSeparator: \.isNewline)
            let labels = try String(
                contentsOf: path.deletingPathExtension().appendingPathExtension("txt"),
                encoding: .utf8
            ).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            var detector = try LevelShiftDetector()
            var found: [Int] = []
            for line in lines.dropFirst() {
                let value = try #require(Double(line.split(separator: ";")[1]))
                guard let shift = detector.add(value) else { continue }
                found.append(shift.index)
                delays.append(shift.delay)
            }
            scores.append(score(found, labels))
        }
        let mean = scores.reduce(0, +) / Double(scores.count)
        #expect(mean > 0.60)
        #expect(delays.sorted()[delays.count / 2] <= 12)
    }
}
