using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Customers;

/// <summary>A command to one customer, with the directory it is decided by.</summary>
readonly record struct CustomerOrder(CustomerId Customer, CustomerCommand Body, DirectoryState Directory);
