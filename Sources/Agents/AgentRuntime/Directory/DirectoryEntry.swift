import DMEP
import Foundation

/// What a directory knows of one service: that it is offered, and until when, or since when it is not.
///
/// Entries of one key are totally ordered and the greater one holds. Taking the greater of two is commutative,
/// associative and idempotent: a state-based replicated data type (M. Shapiro et al., *Conflict-free replicated data
/// types*, 2011), so replicas agree once they have heard of the same, in whatever order and how often ever.
struct DirectoryEntry: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case offered(ServiceAdvertisement, until: Int64)
        case withdrawn
    }

    /// When it was defined or withdrawn, by the agent's clock, in milliseconds since 1970.
    var time: Int64
    var content: Content

    init(_ advertisement: ServiceAdvertisement, until: Int64) {
        time = advertisement.time
        content = .offered(advertisement, until: until)
    }

    init(withdrawnAt time: Int64) {
        self.time = time
        content = .withdrawn
    }

    /// When it is forgotten, in milliseconds since 1970.
    ///
    /// Some time after it has ended: till then it keeps older news from coming back.
    func end(memory: Int64) -> Int64 {
        let ended =
            switch content {
            case .offered(_, let until): until
            case .withdrawn: time
            }
        return ended.addingReportingOverflow(memory).partialValue
    }

    /// The service and the end of its lease; nil when withdrawn.
    var offer: (advertisement: ServiceAdvertisement, until: Int64)? {
        if case .offered(let advertisement, let until) = content { return (advertisement, until) }
        return nil
    }

    /// The greater of two entries.
    ///
    /// 1. The later one; 2. a retraction before an offer; 3. of two versions with the same time the one whose text
    /// is greater; 4. the longer lease.
    static func greater(_ left: Self, _ right: Self) -> Self {
        if left.time != right.time { return left.time > right.time ? left : right }
        guard let ours = left.offer else { return left }
        guard let theirs = right.offer else { return right }
        if ours.advertisement == theirs.advertisement {
            return ours.until >= theirs.until ? left : right
        }
        // An agent that gives two services one name and time is at fault; replicas agree nevertheless.
        return text(of: ours.advertisement) > text(of: theirs.advertisement) ? left : right
    }

    private static func text(of advertisement: ServiceAdvertisement) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Numbers that JSON cannot hold have been refused before.
        return (try? encoder.encode(advertisement)).map { String(decoding: $0, as: UTF8.self) }
            ?? ""
    }
}
