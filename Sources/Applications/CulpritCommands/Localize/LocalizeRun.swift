import AnomalyLocalization
import Evaluation
import Foundation
import Records

/// One run of `culprit localize`: reads, searches, prints.
struct LocalizeRun {
    let file: String
    let reader: LeafTableReader
    let localizer: LeafLocalizer
    let top: Int
    let json: Bool

    func run() throws {
        let columns: LeafColumns
        do {
            columns = try reader.read(path: file)
        } catch {
            StandardError.write("culprit: \(Figures.message("\(error)"))\n")
            switch error {
            case .file, .noHeader: throw ExitStatus.unmeasurable
            default: throw ExitStatus.usage
            }
        }
        tell(columns)
        guard columns.rows > 0 else {
            StandardError.write("culprit: \(Figures.message(file)) holds no row that can be used\n")
            throw ExitStatus.unmeasurable
        }
        let table = try LeafTable(columns)
        let clock = ContinuousClock()
        let start = clock.now
        let found = localizer.localize(table)
        let time = clock.now - start
        let milliseconds =
            Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
        if table.duplicates > 0 {
            StandardError.write(
                "culprit: \(Figures.count(Double(table.duplicates))) rows repeat a combination and were "
                    + "added to its first row\n")
        }
        if found.searchedConditions < table.attributes.count {
            StandardError.write(
                "culprit: there are too many combinations of values to keep: those of at most "
                    + "\(found.searchedConditions) attributes and single leaves were searched "
                    + "(--attributes takes fewer columns)\n")
        }
        let answer = LocalizeAnswer(
            table: table, found: found, top: top, milliseconds: milliseconds,
            rejected: columns.rejected.values.reduce(0, +))
        try StreamOutput.write(
            json
                ? LocalizeJSON().text(answer)
                : LocalizeText(
                    style: TerminalStyle(
                        descriptor: STDOUT_FILENO, environment: ProcessInfo.processInfo.environment),
                    width: TerminalStyle.width
                ).text(answer))
        if columns.failure != nil || columns.isCutShort { throw ExitStatus.undecided }
    }

    /// Says what was not read.
    private func tell(_ columns: LeafColumns) {
        if let first = columns.firstRejected {
            let count = columns.rejected.values.reduce(0, +)
            StandardError.write(
                "culprit: \(Figures.count(Double(count))) "
                    + (count == 1 ? "line was" : "lines were")
                    + " not read, the first of them line \(first.line): \(first.reason): "
                    + Figures.message(String(decoding: first.text.prefix(80), as: UTF8.self))
                    + "\n")
        }
        if let failure = columns.failure {
            StandardError.write("culprit: \(Figures.message("\(failure)"))\n")
        }
        if columns.isCutShort {
            StandardError.write(
                "culprit: only the first \(Figures.count(Double(columns.rows))) rows were read "
                    + "(--row-limit)\n")
        }
    }
}

/// What is printed.
struct LocalizeAnswer {
    let table: LeafTable
    let found: LeafLocalization
    /// How many causes are told of.
    let top: Int
    let milliseconds: Double
    /// How many lines were not read.
    let rejected: Int

    var shown: ArraySlice<LeafCause> { found.causes.prefix(top) }

    /// The names of attribute and value of each condition.
    func conditions(_ cause: LeafCause) -> [(attribute: String, value: String)] {
        cause.conditions.map {
            let attribute = table.attributes[$0.attribute]
            return (attribute.name, attribute.values[Int($0.value)])
        }
    }
}
