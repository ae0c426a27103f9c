import CompressedFiles

extension RouteTable {
    /// Makes a table of routing table dumps (MRT, plain or compressed).
    ///
    /// Streams: memory is that of ``RouteTableBuilder``, whatever the size of the dumps.
    ///
    /// - Parameters:
    ///   - paths: one dump or more, `-` for standard input.
    ///   - configuration: what becomes part of the table.
    ///   - progress: called now and then with the file that is being read; what it throws ends the reading.
    /// - Returns: the table, and what was read and what passed over.
    /// - Throws: ``RoutingDataError``, or what `progress` throws.
    public static func read(
        dumps paths: [String],
        configuration: RouteTableBuilder.Configuration = .init(),
        progress: (ByteSource) throws -> Void = { _ in }
    ) throws -> (table: RouteTable, summary: RIBSummary) {
        var builder = RouteTableBuilder(configuration: configuration)
        var summary = RIBSummary()
        var route = RIBRoute()
        for path in paths {
            let source = try open(path)
            var reader = RIBReader(source, configuration: .init(readsPathsOnly: true))
            var count = 0
            while try reader.next(into: &route) {
                try builder.insert(route)
                count += 1
                if count.isMultiple(of: 16_384) { try progress(source) }
            }
            guard count > 0 else { throw RoutingDataError.noRoutes(path: path, reader.summary) }
            summary.add(reader.summary)
        }
        return (try builder.build(), summary)
    }

    private static func open(_ path: String) throws(RoutingDataError) -> ByteSource {
        do throws(CompressedFileError) {
            return try ByteSource(path: path)
        } catch {
            throw .unreadableFile(error)
        }
    }
}

extension RoutingDataError {
    /// A dump without routes; the reason tells what it has instead.
    static func noRoutes(path: String, _ summary: RIBSummary) -> RoutingDataError {
        if let (kind, count) = summary.skipped.max(by: { $0.value < $1.value }) {
            return .noRoutes(path: path, reason: "\(count) of its records are \(kind)")
        }
        if let (flaw, count) = summary.malformed.max(by: { $0.value < $1.value }) {
            return .noRoutes(path: path, reason: "it has \(count) \(flaw)")
        }
        return .noRoutes(path: path, reason: "its tables are empty")
    }
}
