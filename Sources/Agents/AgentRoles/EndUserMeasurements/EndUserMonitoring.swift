import Reasoning
import Records

/// Reads measurements of end users and says, bin after bin, what changed.
public struct EndUserMonitoring: Sendable {
    /// What came.
    public enum Step: Sendable {
        /// Measurements were taken in, up to a position, and these bins were closed by them.
        case taken(Progress)
        /// Nothing comes for now.
        case idle
        /// Something to be told that does not stop the reading.
        case warning(ReadingWarning)
    }

    /// What some measurements led to.
    public struct Progress: Sendable {
        /// Bins that were closed.
        public var reports: [ServiceEventReport]
        /// Measurements that were taken in.
        public var measurements: Int
        /// Lines that were not counted, by reason.
        public var rejected: [RejectReason: Int]
        /// Where to read on: kept together with the monitor's state it makes a whole.
        public var position: ReadingPosition
    }

    /// What was taken in so far.
    public var monitor: ServiceEventMonitor
    private let reader: MeasurementReader

    /// Prepares to read and to watch.
    ///
    /// - Parameters:
    ///   - reading: how measurements are read.
    ///   - monitor: a new one, or one that is resumed.
    /// - Throws: `RecordError` where the mapping names attributes that nobody groups by.
    public init(
        reading: MeasurementConfiguration, monitor: ServiceEventMonitor
    ) throws(RecordError) {
        self.monitor = monitor
        reader = try MeasurementReader(
            reading, attributes: monitor.hierarchy.attributes, names: monitor.names)
    }

    /// Reads files one after the other as one stream of measurements.
    ///
    /// Bins that are open at the end stay open: whoever knows that no more comes finishes the monitor.
    ///
    /// - Parameters:
    ///   - inputs: the files.
    ///   - position: where to read on.
    ///   - onReject: is given each line that is not counted.
    ///   - onProgress: is told after each piece.
    ///   - deliver: is given each step, and the monitor as it is then, to be kept or told that time passes.
    /// - Throws: `RecordError`, `ServiceEventError`, `CancellationError`, and what `deliver` throws.
    nonisolated(nonsending) public mutating func run(
        _ inputs: [RecordInput], from position: ReadingPosition? = nil,
        onReject: ((RejectedLine) -> Void)? = nil,
        onProgress: ((RecordProgress) -> Void)? = nil,
        deliver: (Step, inout ServiceEventMonitor) async throws -> Void
    ) async throws -> MeasurementSummary {
        try await reader.read(
            inputs, from: position, onReject: onReject, onProgress: onProgress
        ) { event in
            switch event {
            case .idle: try await deliver(.idle, &monitor)
            case .warning(let warning): try await deliver(.warning(warning), &monitor)
            case .columns(let columns):
                let reports = try monitor.take(MeasurementBatch(columns))
                let progress = Progress(
                    reports: reports, measurements: columns.count, rejected: columns.rejected,
                    position: columns.position)
                try await deliver(.taken(progress), &monitor)
            }
        }
    }
}
