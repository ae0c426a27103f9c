import Foundation
import Reasoning
import Records
import Storage

/// The state of `culprit events` between runs.
struct EventsState {
    private static let form = "service-events 1"
    /// It is kept so often while measurements come, unless that takes more than a twentieth of the time.
    private static let interval = Duration.seconds(10)
    private static let share = 20

    private let store: StateStore
    private var next = ContinuousClock.now + interval

    /// Opens the file or makes it.
    init(path: String) throws {
        do {
            store = try StateStore(path: path)
        } catch {
            throw FileProblem(description: "\(error)")
        }
    }

    /// The monitor that was kept, and where its input goes on; nil for a new state.
    func resumed(
        _ fresh: ServiceEventMonitor
    ) throws -> (monitor: ServiceEventMonitor, position: ReadingPosition)? {
        do {
            guard let kept = try store.state() else { return nil }
            guard kept.form == Self.form else {
                throw FileProblem(
                    description:
                        "\(store.path) holds a state in the form '\(kept.form)', which this "
                        + "version cannot read: begin with a new one")
            }
            let position = try JSONDecoder().decode(
                ReadingPosition.self, from: Data(kept.position.utf8))
            let monitor = try store.load {
                try ServiceEventMonitor(
                    hierarchy: fresh.hierarchy, settings: fresh.settings, readingState: $0)
            }
            return (monitor, position)
        } catch let error as FileProblem {
            throw error
        } catch {
            throw FileProblem(description: "the state \(store.path) cannot be resumed: \(error)")
        }
    }

    /// Keeps the state where it is time for it.
    mutating func keepIfDue(_ monitor: ServiceEventMonitor, _ position: ReadingPosition?) throws {
        guard ContinuousClock.now >= next else { return }
        try keep(monitor, position)
    }

    /// Keeps the state: what was read up to the position is safe when this returns.
    mutating func keep(_ monitor: ServiceEventMonitor, _ position: ReadingPosition?) throws {
        guard let position else { return }
        let begin = ContinuousClock.now
        do {
            let text = String(decoding: try JSONEncoder().encode(position), as: UTF8.self)
            try store.save(KeptState(form: Self.form, position: text)) {
                try monitor.writeState(to: $0)
            }
        } catch {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        let end = ContinuousClock.now
        next = end + max(Self.interval, (end - begin) * Self.share)
    }

    /// Ends the work with the file.
    func close() {
        do {
            try store.close()
        } catch {
            StandardError.write("culprit: \(error)\n")
        }
    }
}
