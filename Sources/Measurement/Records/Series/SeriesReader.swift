import CompressedFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads one series as a stream: a time and a value a line, or a value alone.
///
/// Plain, gzip or Zstandard; a header or none; see ``SeriesLayout``. Empty lines and those that begin with #
/// are passed over; lines that cannot be read are handed on as such. Memory is bounded by ``lineLimit``.
public final class SeriesReader {
    /// The most bytes that a line may have.
    public static let lineLimit = 65_536
    /// After so many lines whose time cannot be read, and no other, reading is given up.
    static let timeTrials = 8

    private let source: ByteSource
    private let timeName: String?
    private let valueName: String?
    private var layout: SeriesLayout?
    private var times = TimeReader()
    private var rest: [UInt8] = []
    private var isSkipping = false
    private var hasEnded = false
    private var failure: SeriesFileError?
    private var hasPoint = false
    private var timeFailures = 0
    /// How many lines were read.
    public private(set) var lines = 0

    /// Opens a file, or standard input for `-`; columns may be named as in its header.
    public init(
        path: String, time: String? = nil, value: String? = nil
    ) throws(SeriesFileError) {
        do throws(CompressedFileError) {
            source = try ByteSource(path: path)
        } catch {
            throw .file(error)
        }
        timeName = time
        valueName = value
    }

    /// What errors call the file.
    public var path: String { source.path }

    /// Whether a read would have to wait.
    public func mustWait() -> Bool { (try? source.isReady(within: 0)) == false }

    /// What comes next; nil at the end.
    ///
    /// What was whole before an error is handed out before the error is thrown.
    public func next() throws(SeriesFileError) -> SeriesBatch? {
        if let failure { throw failure }
        if hasEnded { return nil }
        var batch = SeriesBatch()
        var bytes = rest
        let kept = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: 65_536))
        var count = 0
        var problem: CompressedFileError?
        bytes.withUnsafeMutableBytes { room in
            do throws(CompressedFileError) {
                count = try source.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: room[kept...]))
            } catch {
                problem = error
            }
        }
        bytes.removeLast(65_536 - count)
        if let problem { failure = .file(problem) }
        hasEnded = count == 0
        let isLast = hasEnded || failure != nil
        if isLast, !bytes.isEmpty, bytes.last != 0x0a {
            if failure == nil {
                bytes.append(0x0a)
            } else {
                // Where a file breaks off, the last line may be half of one.
                let end = bytes.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
                lines += 1
                batch.rejected.append(rejected(bytes[end...], .cutOff, line: lines))
                bytes.removeSubrange(end...)
            }
        }
        do throws(SeriesFileError) {
            try split(bytes, &batch)
        } catch {
            failure = error
            if batch.points.isEmpty { throw error }
        }
        if isLast, batch.points.isEmpty, batch.rejected.isEmpty {
            if let failure { throw failure }
            return nil
        }
        return batch
    }

    private func split(_ bytes: [UInt8], _ batch: inout SeriesBatch) throws(SeriesFileError) {
        var start = 0
        var thrown: SeriesFileError?
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let all = ByteSlice(base, count: buffer.count)
            while let end = all.firstIndex(of: 0x0a, from: start) {
                let line = ByteSlice(base + start, count: end - start)
                start = end + 1
                lines += 1
                if isSkipping {
                    isSkipping = false
                    continue
                }
                do throws(SeriesFileError) {
                    try read(line, &batch)
                } catch {
                    thrown = error
                    return
                }
            }
        }
        if let thrown { throw thrown }
        rest = Array(bytes[start...])
        if rest.count > Self.lineLimit {
            if !isSkipping {
                batch.rejected.append(rejected(rest[...], .tooLong, line: lines + 1))
            }
            isSkipping = true
            rest = []
        }
    }

    private func read(_ raw: ByteSlice, _ batch: inout SeriesBatch) throws(SeriesFileError) {
        var line = raw
        if lines == 1, line.count >= 3, line[0] == 0xef, line[1] == 0xbb, line[2] == 0xbf {
            line = line.dropping(3)
        }
        if line.count > 0, line[line.count - 1] == 0x0d { line.count -= 1 }
        let trimmed = line.trimmed
        guard trimmed.count > 0, trimmed[0] != 0x23 else { return }
        func reject(_ reason: RejectReason) {
            batch.rejected.append(rejected(line.buffer, reason, line: lines))
        }
        guard line.count <= Self.lineLimit else { return reject(.tooLong) }
        guard line.firstIndex(of: 0) == nil else { return reject(.binary) }
        if layout == nil {
            let told = try SeriesLayout(
                firstLine: line, file: path, time: timeName, value: valueName)
            layout = told
            if told.hasHeader { return }
        }
        guard let layout else { return }
        let fields = SeriesLayout.fields(line, layout.separator)
        guard fields.count == layout.width else { return reject(.columns) }
        var time: Int64?
        if let place = layout.time {
            let moment = times.read(fields[place])
            guard moment != TimeReader.none else {
                reject(.time)
                timeFailures += 1
                if !hasPoint, timeFailures >= Self.timeTrials {
                    throw .unreadableTimes(
                        file: path,
                        text: String(decoding: fields[place].prefix(60).buffer, as: UTF8.self))
                }
                return
            }
            time = moment
        }
        guard let value = SeriesNumber.parse(fields[layout.value]) else { return reject(.form) }
        hasPoint = true
        batch.points.append(SeriesPoint(time: time, value: value))
    }

    /// The error for a file in which not one time could be read, to be asked for at its end.
    public var isWithoutReadableTime: Bool { !hasPoint && timeFailures > 0 }

    private func rejected(
        _ text: some Collection<UInt8>, _ reason: RejectReason, line: Int
    ) -> RejectedLine {
        RejectedLine(
            file: path, line: line, reason: reason, text: Array(text.prefix(RejectedLine.textLimit))
        )
    }
}
