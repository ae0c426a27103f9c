import AnomalyLocalization
import Foundation
import Records

/// One run of `culprit detect`: reads, watches, prints.
struct DetectRun {
    let file: String
    let time: String?
    let value: String?
    let offset: @Sendable (Double) -> Double
    let settings: SeriesMonitorSettings
    let printer: any DetectPrinter
    let rejects: RejectsFile?
    let plot: String?
    let stop: StopRequest

    func run() throws {
        var monitor = try SeriesMonitor(settings: settings, offset: offset)
        var tally = DetectTally()
        var drawing = DetectPlot()
        var firstRejected: RejectedLine?
        // Sees before the first line whether the drawing can be written at all.
        try draw(drawing)
        try StreamOutput.write(printer.head)

        func answer(_ findings: [SeriesFinding]) -> String {
            var text = ""
            for finding in findings {
                tally.add(finding)
                if plot != nil { drawing.add(finding) }
                text += printer.line(finding)
            }
            return text
        }

        var failure: SeriesFileError?
        do {
            let reader = try SeriesReader(path: file, time: time, value: value)
            while !stop.isMade, let batch = try reader.next() {
                var text = ""
                for point in batch.points {
                    let seconds = point.time.map { Double($0) / 1e6 }
                    text += answer(try monitor.add(time: seconds, value: point.value))
                }
                for line in batch.rejected {
                    firstRejected = firstRejected ?? line
                    tally.rejected += 1
                    rejects?.add(line)
                }
                try StreamOutput.write(text)
            }
        } catch let error as SeriesFileError {
            failure = error
        }
        try StreamOutput.write(answer(try monitor.finish()))
        tally.season = monitor.season
        try finish(tally, firstRejected, failure)
        try draw(drawing)
        if let problem = rejects?.close() {
            StandardError.write("culprit: \(problem)\n")
            throw ExitStatus.unmeasurable
        }
        if failure != nil { throw ExitStatus.undecided }
    }

    /// Says what came of it; nothing at all is a failure.
    private func finish(
        _ tally: DetectTally, _ rejected: RejectedLine?, _ failure: SeriesFileError?
    ) throws {
        if tally.values > 0 { try StreamOutput.write(printer.summary(tally)) }
        if let rejected {
            let text = String(decoding: rejected.text.prefix(80), as: UTF8.self)
            StandardError.write(
                "culprit: \(Figures.count(Double(tally.rejected))) "
                    + (tally.rejected == 1 ? "line was" : "lines were")
                    + " not read, the first of them line \(rejected.line): \(rejected.reason): "
                    + Figures.message(text) + "\n")
        }
        if let failure {
            StandardError.write("culprit: \(Figures.message("\(failure)"))\n")
            switch failure {
            case .file: break
            case .missingColumn, .noHeader, .unreadableTimes: throw ExitStatus.usage
            }
        }
        guard tally.values == 0 else { return }
        if failure == nil { StandardError.write("culprit: \(file) holds no value\n") }
        throw ExitStatus.unmeasurable
    }

    private func draw(_ drawing: DetectPlot) throws {
        guard let plot else { return }
        let name = file == "-" ? "standard input" : URL(filePath: file).lastPathComponent
        do {
            try Data(drawing.chart(title: name).svg.utf8).write(
                to: URL(filePath: plot), options: .atomic)
        } catch {
            throw FileProblem(
                description: "\(plot) cannot be written: \(error.localizedDescription)")
        }
    }
}
