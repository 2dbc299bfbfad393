# does: tidies its own folders up
# expect: clean
mkdir -p build/{a,b,c}/deep
touch build/{a,b,c}/deep/{1,2,3,4,5,6,7,8}
find build -type f -name '[1-4]' -delete
rm -rf build
ls
