import Foundation
import Testing

@testable import CompressedFiles

@Suite("Reading files that may be compressed")
struct ByteSourceTests {
    /// Everything a source delivers and how it ended.
    private func readAll(
        _ source: ByteSource, piece: Int = 10_000
    ) -> (bytes: [UInt8], failure: CompressedFileError?) {
        var bytes = [UInt8]()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 1)
        defer { buffer.deallocate() }
        do throws(CompressedFileError) {
            while true {
                let count = try source.read(into: buffer)
                if count == 0 { return (bytes, nil) }
                bytes.append(contentsOf: buffer.prefix(count))
            }
        } catch {
            return (bytes, error)
        }
    }

    private func readAll(
        _ bytes: [UInt8], piece: Int = 10_000
    ) throws -> (bytes: [UInt8], failure: CompressedFileError?, source: ByteSource) {
        let file = try TemporaryFile(bytes)
        let source = try ByteSource(path: file.path)
        let (read, failure) = readAll(source, piece: piece)
        return (read, failure, source)
    }

    private static let sample = Compression.sample(700_000)

    @Test(
        "a file comes out as it went in, whatever the format and the size of the pieces",
        arguments: [CompressionFormat.plain, .gzip, .zstandard], [113, 4096, 1 << 20])
    func roundTrip(format: CompressionFormat, piece: Int) throws {
        let stored =
            switch format {
            case .gzip: try Compression.gzip(Self.sample)
            case .zstandard: try Compression.zstandard(Self.sample)
            default: Self.sample
            }
        let (bytes, failure, source) = try readAll(stored, piece: piece)
        #expect(failure == nil)
        #expect(bytes == Self.sample)
        #expect(source.format == format)
        #expect(source.bytesRead == stored.count)
        #expect(source.size == stored.count)
    }

    @Test("bytes that expand a thousandfold are delivered in pieces", arguments: [true, false])
    func expansion(gzip: Bool) throws {
        let zeros = [UInt8](repeating: 0x61, count: 5_000_000)
        let stored = try gzip ? Compression.gzip(zeros) : Compression.zstandard(zeros)
        let (bytes, failure, _) = try readAll(stored, piece: 1000)
        #expect(failure == nil)
        #expect(bytes == zeros)
    }

    @Test("members and frames one after the other are one stream")
    func concatenated() throws {
        let (first, second) = (Array(Self.sample[..<1000]), Array(Self.sample[1000..<5000]))
        let gzip =
            try Compression.gzip(first) + Compression.gzip([]) + Compression.gzip(second)
            + [0, 0, 0]
        #expect(try readAll(gzip).bytes == first + second)
        #expect(try readAll(gzip).failure == nil)
        let skippable: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 8, 9]
        let zstandard =
            try skippable + Compression.zstandard(first) + skippable
            + Compression.zstandard(second)
        #expect(try readAll(zstandard).bytes == first + second)
        #expect(try readAll(zstandard).failure == nil)
    }

    @Test(
        "a file cut off gives what is before the cut, and then says so", arguments: [true, false])
    func truncated(gzip: Bool) throws {
        let whole = try gzip ? Compression.gzip(Self.sample) : Compression.zstandard(Self.sample)
        for cut in [20, whole.count / 2, whole.count - 1] {
            let (bytes, failure, source) = try readAll(Array(whole[..<cut]))
            #expect(Self.sample.starts(with: bytes))
            if cut == whole.count / 2 { #expect(bytes.count > Self.sample.count / 4) }
            #expect(
                failure
                    == .truncated(
                        path: source.path, format: gzip ? .gzip : .zstandard, offset: cut))
        }
    }

    @Test("damage gives what is before it, and then the same error every time")
    func corrupt() throws {
        var damaged = try Compression.gzip(Self.sample)
        for index in damaged.count / 2..<damaged.count / 2 + 200 { damaged[index] ^= 0xa5 }
        let (bytes, failure, source) = try readAll(damaged)
        #expect(bytes.starts(with: Self.sample.prefix(Self.sample.count / 4)))
        guard case .corrupt(_, .gzip, let offset, _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect((damaged.count / 2...damaged.count).contains(offset))
        #expect(readAll(source).failure == failure)
        #expect(readAll(source).bytes.isEmpty)
    }

    @Test("a wrong checksum is damage")
    func checksum() throws {
        var damaged = try Compression.gzip(Self.sample)
        damaged[damaged.count - 6] ^= 1
        let (bytes, failure, _) = try readAll(damaged)
        #expect(bytes == Self.sample)
        guard case .corrupt = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("other bytes behind the last member are damage")
    func garbage() throws {
        let (bytes, failure, _) = try readAll(Compression.gzip([1, 2, 3]) + [0, 7])
        #expect(bytes == [1, 2, 3])
        guard case .corrupt(_, .gzip, _, let reason) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(reason == "there are other bytes behind its end")
    }

    @Test("known formats that are not read are named with what to do about them")
    func unsupported() throws {
        let bzip2 = Array("BZh9".utf8) + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0, 0]
        let failure = try #require(try readAll(bzip2).failure)
        guard case .unsupported(_, .bzip2) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(failure.description.contains("bzip2 -dc"))
        #expect(try readAll(Array("BZh9 is how this line begins\n".utf8)).failure == nil)
    }

    @Test("short files are what they are", arguments: [[], [0x1f], [0x28, 0xb5], [0x42], [0x0a]])
    func short(bytes: [UInt8]) throws {
        let (read, failure, source) = try readAll(bytes)
        #expect(read == bytes)
        #expect(failure == nil)
        #expect(source.format == .plain)
    }

    @Test("a file that is not there and a folder cannot be read, and the reason is the system's")
    func unreadable() throws {
        let missing = "/nowhere/to/be/found"
        #expect(
            throws: CompressedFileError.unreadable(
                path: missing, reason: "No such file or directory")
        ) { try ByteSource(path: missing) }
        let folder = FileManager.default.temporaryDirectory.path
        #expect(
            readAll(try ByteSource(path: folder)).failure
                == .unreadable(path: folder, reason: "Is a directory"))
    }

    @Test("a pipe says whether it would have to wait, and ends when it is closed")
    func pipe() throws {
        let pipe = Pipe()
        let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
        let source = ByteSource(descriptor: descriptor, path: "a pipe")
        #expect(try !source.isReady(within: 0))
        let stored = try Compression.gzip(Array("one line\n".utf8))
        pipe.fileHandleForWriting.write(Data(stored))
        #expect(try source.isReady(within: 0))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try source.read(into: buffer) == 4)
        #expect(try source.isReady(within: 0))
        try pipe.fileHandleForWriting.close()
        let (rest, failure) = readAll(source)
        #expect(String(decoding: rest, as: UTF8.self) == "line\n")
        #expect(failure == nil)
        #expect(source.size == nil)
    }
}
