/// Why kinds of groups are no hierarchy.
public enum GroupHierarchyError: Error, Hashable, Sendable {
    /// There are none.
    case empty
    /// A name is there twice.
    case repeatedKind(String)
    /// A kind names no attribute.
    case noAttributes(kind: String)
    /// A kind names an attribute twice.
    case repeatedAttribute(kind: String)
    /// A parent is none of the kinds.
    case unknownParent(kind: String, parent: String)
    /// Each of these lies within the next one, and the last is the first.
    case cycle([String])
    /// More kinds than can be.
    case tooManyKinds(count: Int, limit: Int)
    /// More attributes than can be.
    case tooManyAttributes(count: Int, limit: Int)
}

extension GroupHierarchyError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .empty: "the hierarchy names no kind of group; name at least one"
        case .repeatedKind(let name): "the hierarchy names '\(name)' twice"
        case .noAttributes(let kind): "'\(kind)' names no attribute; name at least one"
        case .repeatedAttribute(let kind): "'\(kind)' names an attribute twice"
        case .unknownParent(let kind, let parent):
            "the parent '\(parent)' of '\(kind)' is no kind of group of the hierarchy"
        case .cycle(let names):
            "the hierarchy runs in a circle, so nothing is above: "
                + names.joined(separator: " lies within ") + "; take one of these parents out"
        case .tooManyKinds(let count, let limit):
            "the hierarchy has \(count) kinds of groups; \(limit) is the limit"
        case .tooManyAttributes(let count, let limit):
            "the hierarchy has \(count) attributes; \(limit) is the limit"
        }
    }
}
