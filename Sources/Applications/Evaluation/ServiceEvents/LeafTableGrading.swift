import AnomalyLocalization
import Foundation
import Records

/// Localization on a folder of tables whose causes are known.
///
/// `truth.csv` in the folder has a header and, in each line, the path of a table in the folder and its causes,
/// `;` between causes and `&` between the conditions of one: `S/1.csv.gz,a=a8&b=b12;c=c3`. A family is the first folder
/// of the path. A cause counts as found when exactly that set of conditions is returned.
public struct LeafTableGrading: Sendable {
    /// What is looked for.
    public var settings = LeafLocalizerSettings()

    /// A grading with the defaults.
    public init() {}

    /// Why a folder cannot be graded.
    public enum Problem: Error, Equatable, CustomStringConvertible {
        /// `truth.csv` cannot be read.
        case truth(path: String, reason: String)
        /// A line of it has no path and causes.
        case line(path: String, number: Int)
        /// A table cannot be read, or not to its end.
        case table(path: String, reason: String)

        /// What is wrong and where.
        public var description: String {
            switch self {
            case .truth(let path, let reason): "\(path) cannot be read: \(reason)"
            case .line(let path, let number):
                "\(path), line \(number): a table and its causes are expected, as in "
                    + "'S/1.csv,a=a8&b=b12;c=c3'"
            case .table(let path, let reason): "\(path): \(reason)"
            }
        }
    }

    /// Reads and searches all tables; times are those of the search.
    ///
    /// - Throws: ``Problem``, `LocalizationError`, `CancellationError`.
    public func run(
        folder: String, progress: (String) -> Void = { _ in }
    ) throws -> LeafStudySummary {
        let localizer = try LeafLocalizer(settings: settings)
        let clock = ContinuousClock()
        var scores = [LeafScore]()
        for (path, causes) in try truth(folder) {
            try Task.checkCancellation()
            progress(path)
            let full = folder + "/" + path
            let table: LeafTable
            do {
                let columns = try LeafTableReader().read(path: full)
                if let failure = columns.failure {
                    throw Problem.table(path: full, reason: "\(failure)")
                }
                table = try LeafTable(columns)
            } catch let problem as Problem {
                throw problem
            } catch {
                throw Problem.table(path: full, reason: "\(error)")
            }
            let start = clock.now
            let found = localizer.localize(table)
            let time = (clock.now - start).components
            let family =
                path.split(separator: "/").count > 1
                ? String(path.split(separator: "/")[0]) : folder
            let place =
                scores.firstIndex { $0.family == family }
                ?? {
                    scores.append(LeafScore(family: family))
                    return scores.count - 1
                }()
            let names = found.causes.map { cause in
                Set(
                    cause.conditions.map {
                        let attribute = table.attributes[$0.attribute]
                        return "\(attribute.name)=\(attribute.values[Int($0.value)])"
                    })
            }
            scores[place].add(
                truth: causes, found: Set(names),
                milliseconds: Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15)
        }
        return LeafStudySummary(scores: scores)
    }

    /// The tables and their causes.
    private func truth(_ folder: String) throws -> [(path: String, causes: Set<Set<String>>)] {
        let path = folder + "/truth.csv"
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Problem.truth(path: path, reason: error.localizedDescription)
        }
        var entries = [(path: String, causes: Set<Set<String>>)]()
        for (number, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
            let parts = line.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Problem.line(path: path, number: number + 1)
            }
            let causes = parts[1].split(separator: ";").map { cause in
                Set(cause.split(separator: "&").map { String($0) })
            }
            entries.append((String(parts[0]), Set(causes)))
        }
        return entries
    }
}
