using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Grains.Requests;

/// <summary>A command to one request, with the directory it is decided by.</summary>
readonly record struct RequestOrder(string Request, RequestCommand Body, DirectoryState Directory);
