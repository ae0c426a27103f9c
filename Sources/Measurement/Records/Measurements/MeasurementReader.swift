#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads measurements of end users into columns.
///
/// One task reads pieces of whole lines, several parse them, and the first puts what they make in the order of the
/// stream. Memory is bounded however slow the caller is. What comes out depends on the lines alone; how many of them are
/// handed over together is left open.
public struct MeasurementReader: Sendable {
    /// How measurements are read.
    public let configuration: MeasurementConfiguration
    /// The attributes that end users are grouped by, in the order of codes.
    public let attributes: [String]
    let hash: ByteHash
    let names: AttributeNames

    /// A reader.
    ///
    /// - Parameters:
    ///   - attributes: the attributes that end users are grouped by.
    ///   - names: for each attribute the texts of values that have numbers already, in their order; empty for none at all.
    /// - Throws: ``RecordError/unknownAttribute(_:place:known:)`` where the mapping names others,
    ///   ``RecordError/damagedNames(attribute:)``.
    public init(
        _ configuration: MeasurementConfiguration, attributes: [String], names: [[String]] = []
    ) throws(RecordError) {
        // A seed by chance, so that nobody can prepare names that collide; results do not depend on it.
        try self.init(
            configuration, attributes: attributes, names: names,
            seed: UInt64.random(in: .min ... .max))
    }

    init(
        _ configuration: MeasurementConfiguration, attributes: [String], names: [[String]],
        seed: UInt64
    ) throws(RecordError) {
        for source in configuration.mapping.attributes where !attributes.contains(source.name) {
            throw .unknownAttribute(source.name, place: source.place, known: attributes)
        }
        self.configuration = configuration
        self.attributes = attributes
        hash = ByteHash(seed: seed)
        var table = AttributeNames(
            attributeCount: attributes.count, hash: hash, limit: configuration.valueLimit,
            byteLimit: configuration.nameLimit)
        for (place, names) in names.enumerated() {
            guard attributes.indices.contains(place) else {
                throw .damagedNames(attribute: "\(place)")
            }
            guard table.restore(names, attribute: place) else {
                throw .damagedNames(attribute: attributes[place])
            }
        }
        self.names = table
    }

    /// Reads files one after the other as one stream of measurements.
    ///
    /// A file that cannot be read, or not to its end, does not end the run: what was read counts, and the error is in the
    /// summary.
    ///
    /// - Parameters:
    ///   - inputs: the files.
    ///   - position: where to read on; inputs before the one that it names are taken to be read. Where the file was
    ///     rotated meanwhile, the rest of the old one is read first.
    ///   - onReject: is given each line that is not counted, in the order of the stream.
    ///   - onProgress: is told after each piece.
    ///   - deliver: is given what comes, in order; nothing is read on while several pieces wait for it.
    /// - Throws: ``RecordError`` where a file's format or a column cannot be found, `CancellationError`, and what
    ///   `deliver` throws.
    nonisolated(nonsending) public func read(
        _ inputs: [RecordInput], from position: ReadingPosition? = nil,
        onReject: ((RejectedLine) -> Void)? = nil,
        onProgress: ((RecordProgress) -> Void)? = nil,
        deliver: (MeasurementEvent) async throws -> Void
    ) async throws -> MeasurementSummary {
        var run = MeasurementRun(reader: self, onReject: onReject, onProgress: onProgress)
        try await run.read(inputs, from: position, deliver)
        return run.summary
    }

    /// The tasks that parse.
    var workers: Int {
        max(1, configuration.workers ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
