export { NoFigures } from './no-figures';
export { NoPermission } from './no-permission';
export { SignIn } from './sign-in';
